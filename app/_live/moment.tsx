"use client"

import { useEffect, useState } from "react"
import { ago } from "../_messages/en.ts"

/**
 * When something entered the record. The server's page gives the absolute time; once alive it reads "5 min ago", with the
 * absolute time in the reader's own zone on hover and focus.
 */
export function Moment({ at, absolute }: { at: string; absolute: string }) {
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 10_000)
    return () => clearInterval(timer)
  }, [])
  if (now === null) return <time dateTime={at}>{absolute}</time>
  return (
    <span className="moment">
      <time dateTime={at}>{ago(now - Date.parse(at))}</time>
      <button
        type="button"
        className="moment-absolute"
        aria-label={inReadersZone(at)}
        data-absolute={inReadersZone(at)}
      />
    </span>
  )
}

function inReadersZone(at: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "long" }).format(new Date(at))
}

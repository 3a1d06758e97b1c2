"use client"

import { useEffect } from "react"
import { forgetLink, keepLink, keptLink } from "./kept-link.ts"

/** Where the links have been renewed: the browser that keeps the earlier one keeps the new one in its place. */
export function KeptLinkRenewed({ earlier, link }: { earlier: string; link: string }) {
  useEffect(() => {
    if (keptLink() === earlier) keepLink(link)
  }, [earlier, link])
  return null
}

/** Where the link by which the page was asked for is worthless: a browser that keeps it forgets it. */
export function KeptLinkForgotten() {
  useEffect(() => {
    const kept = keptLink()
    if (kept !== null && window.location.href.includes(kept)) forgetLink()
  }, [])
  return null
}

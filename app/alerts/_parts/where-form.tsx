"use client"

import { type FormEvent, useEffect, useState } from "react"
import { channels, where as text } from "../../_messages/alerts.en.ts"
import { pushStates } from "../../_messages/push.en.ts"
import { usePush } from "../../_push/use-push.ts"
import { FormProblem, Submit } from "../../account/form-parts.tsx"
import { subscribe } from "../actions.ts"
import type { Channels } from "../answers.ts"
import { askedNow } from "./asked-now.ts"
import { BegunPart } from "./begun.tsx"
import { keepLink, keptLink } from "./kept-link.ts"
import { useAnswer } from "./use-answer.ts"
import { EmailFields, WebhookFields } from "./way-fields.tsx"

const FIELDS = ["channel.address", "channel.url", "timeZone"]

/**
 * Where one is told, and the button that begins it. Without JavaScript the form is sent with the filter that the page was
 * made for; with it, with what is chosen at the moment.
 */
export function WhereForm({
  whatForm,
  filled,
  board,
  offered,
  pushKey,
  link,
  ownAddress,
  timeZone,
  zones,
}: {
  /** Id of the form that says what one hears of. */
  whatForm: string
  /** What that form said when the page was made. */
  filled: [string, string][]
  /** Where the reader came from. */
  board: string | null
  offered: Channels
  /** Public key of this site for pushes. */
  pushKey: string
  link: string | undefined
  /** Address of the account of whoever is signed in. */
  ownAddress: string | null
  timeZone: string
  zones: string[]
}) {
  const { done: begun, problem: refused, working, send, props } = useAnswer(subscribe)
  const push = usePush(pushKey)
  const [pushFailed, setPushFailed] = useState(false)
  const problem = pushFailed ? { detail: pushStates[push.state] } : refused
  useEffect(() => {
    if (refused?.path === "link") keepLink(null)
  }, [refused])
  useEffect(() => {
    if (begun?.link) keepLink(begun.link)
  }, [begun])

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (working) return
    const asked = askedNow(event.currentTarget, whatForm, filled)
    setPushFailed(false)
    if (asked.get("channel.type") === "push") {
      const address = await push.subscribe()
      if (!address) return setPushFailed(true)
      asked.set("channel.endpoint", address.endpoint)
      asked.set("channel.p256dh", address.keys.p256dh)
      asked.set("channel.auth", address.keys.auth)
      const kept = keptLink()
      if (!asked.has("link") && ownAddress === null && kept) asked.set("link", kept)
    }
    send(asked)
  }

  if (begun) return <BegunPart begun={begun} board={board} />
  const fields = { ownAddress, timeZone, zones, problem }
  return (
    <form {...props} className="alert-where" noValidate aria-busy={working} onSubmit={submit}>
      {filled.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      {link && <input type="hidden" name="link" value={link} />}
      <fieldset>
        <legend className="visually-hidden">{text.heading}</legend>
        {offered.email ? (
          <Way
            type="email"
            hint={link ? text.emailLinked : ownAddress === null ? text.email : text.emailOwn}
            chosen
          >
            <EmailFields {...fields} />
          </Way>
        ) : (
          <p className="hint">{text.noEmail}</p>
        )}
        <Way type="push" hint={text.push} state={push.state} chosen={!offered.email} />
        {offered.inbox && <Way type="inbox" hint={text.inbox} />}
        {offered.webhook && (
          <Way type="webhook" hint={text.webhook}>
            <WebhookFields problem={problem} />
          </Way>
        )}
      </fieldset>
      <FormProblem problem={problem} fields={FIELDS} />
      <div className="account-actions">
        <Submit label={text.submit} working={working && text.working} />
      </div>
    </form>
  )
}

/** One of the ways to be told, with what it needs beneath while it is chosen. */
function Way({
  type,
  hint,
  state,
  chosen = false,
  children,
}: {
  type: keyof typeof channels
  hint: string
  /** Of a push: what this browser can do. Until it has said so, and without JavaScript, it cannot be chosen. */
  state?: ReturnType<typeof usePush>["state"]
  chosen?: boolean
  children?: React.ReactNode
}) {
  const possible = state === undefined || state === "off" || state === "on" || state === "unreachable"
  return (
    <div className="alert-choice">
      <label className="alert-tick">
        <input type="radio" name="channel.type" value={type} defaultChecked={chosen} disabled={!possible} />
        <span>
          <span className="font-semibold">{channels[type]}</span>
          <span className="hint block">{hint}</span>
          {state && state !== "checking" && state !== "on" && (
            <span className="hint block">{pushStates[state]}</span>
          )}
          {state && (
            <noscript>
              <span className="hint">{text.pushNeedsScript}</span>
            </noscript>
          )}
        </span>
      </label>
      {children}
    </div>
  )
}

"use client"

import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react"
import { channels, where as text } from "../../_messages/alerts.en.ts"
import { pushStates } from "../../_messages/push.en.ts"
import { type PushState, usePush } from "../../_push/use-push.ts"
import { FormProblem, Submit } from "../../account/form-parts.tsx"
import { subscribe } from "../actions.ts"
import type { Channels, Own } from "../answers.ts"
import { askedNow } from "./asked-now.ts"
import { BegunPart } from "./begun.tsx"
import { forgetLink, keepLink, keptLink } from "./kept-link.ts"
import { useAnswer } from "./use-answer.ts"
import { EmailFields, WebhookFields } from "./way-fields.tsx"

const FIELDS = ["channel.address", "channel.url", "timeZone"]

/** With these a push can be chosen, and needs no more words than its hint. */
const SAID_BY_HINT: PushState[] = ["checking", "off", "on"]

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
  linkHasAddress,
  settings,
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
  /** Whether whoever came by the link has confirmed an address, which then need not be written again. */
  linkHasAddress: boolean
  /** When whoever asks is told already; null where the page cannot know. */
  settings: Own["settings"] | null
  timeZone: string
  zones: string[]
}) {
  const { done: begun, problem: refused, typed, working: sending, send, props } = useAnswer(subscribe)
  const push = usePush(pushKey)
  const [pushFailed, setPushFailed] = useState(false)
  // while the browser asks for permission; the ref says so at once, so that a second press begins nothing
  const [asking, setAsking] = useState(false)
  const isAsking = useRef(false)
  const working = sending || asking
  const badKeptLink = refused?.path === "link" && link === undefined
  const problem = pushFailed
    ? { detail: pushStates[push.state] }
    : badKeptLink
      ? { detail: text.badKeptLink }
      : refused
  useEffect(() => {
    if (badKeptLink || (refused?.path === "link" && link === keptLink())) forgetLink()
  }, [refused, badKeptLink, link])
  useEffect(() => {
    if (begun?.link) keepLink(begun.link)
  }, [begun])

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (working || isAsking.current) return
    const asked = askedNow(event.currentTarget, whatForm, filled)
    setPushFailed(false)
    if (asked.get("channel.type") === "push") {
      const address = await permitted()
      if (!address) return setPushFailed(true)
      asked.set("channel.endpoint", address.endpoint)
      asked.set("channel.p256dh", address.keys.p256dh)
      asked.set("channel.auth", address.keys.auth)
      const kept = keptLink()
      if (!asked.has("link") && ownAddress === null && kept) asked.set("link", kept)
    }
    send(asked)
  }

  async function permitted() {
    isAsking.current = true
    setAsking(true)
    try {
      return await push.subscribe()
    } finally {
      isAsking.current = false
      setAsking(false)
    }
  }

  if (begun) return <BegunPart begun={begun} board={board} link={link} />
  const fields = { ownAddress, settings, timeZone, zones, typed, problem }
  const chosen = typed["channel.type"] ?? (offered.email ? "email" : "push")
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
            hint={linkHasAddress ? text.emailLinked : ownAddress === null ? text.email : text.emailOwn}
            chosen={chosen}
          >
            <EmailFields {...fields} />
          </Way>
        ) : (
          <p className="hint">{text.noEmail}</p>
        )}
        <Way type="push" hint={text.push} state={push.state} stateIsSaid={pushFailed} chosen={chosen} />
        {offered.inbox && <Way type="inbox" hint={text.inbox} chosen={chosen} />}
        {offered.webhook && (
          <Way type="webhook" hint={text.webhook} chosen={chosen}>
            <WebhookFields typed={typed} problem={problem} />
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
  stateIsSaid = false,
  chosen,
  children,
}: {
  type: keyof typeof channels
  hint: string
  /** Of a push: what this browser can do. Until it has said so, and without JavaScript, it cannot be chosen. */
  state?: PushState
  /** Where it stands as the form's problem already. */
  stateIsSaid?: boolean
  /** The way that is chosen when the page comes. */
  chosen: string
  children?: ReactNode
}) {
  const possible = state === undefined || state === "off" || state === "on" || state === "unreachable"
  return (
    <div className="alert-choice">
      <label className="alert-tick">
        <input
          type="radio"
          name="channel.type"
          value={type}
          defaultChecked={chosen === type}
          disabled={!possible}
        />
        <span>
          <span className="font-semibold">{type === "push" ? text.thisBrowser : channels[type]}</span>
          <span className="hint block">{hint}</span>
          {state && !stateIsSaid && !SAID_BY_HINT.includes(state) && (
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

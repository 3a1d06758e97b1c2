import type { Metadata } from "next"
import { channels } from "../../_messages/alerts.en.ts"
import { messageStates, outbox as text } from "../../_messages/deliveries.en.ts"
import { found } from "../../_trpc/server.ts"
import { accountCaller } from "../../account/caller.ts"
import { When } from "../../account/when.tsx"
import "../fold.css"
import "../outbox.css"
import type { ShownMessage } from "../answers.ts"

export const metadata: Metadata = { title: text.heading, robots: { index: false } }

/** In development alone; elsewhere the procedure knows no such thing, and there is no such page. */
export default async function OutboxPage() {
  const messages = await found((await accountCaller()).outbox.list())
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{text.heading}</h1>
        <p className="standfirst">{text.standfirst}</p>
      </div>
      {messages.length === 0 && (
        <div className="empty">
          <p>{text.none}</p>
          <p>{text.noneNext}</p>
        </div>
      )}
      <ol className="alert-outbox">
        {messages.map((message) => (
          <li key={message.id} id={message.id}>
            <p className="who">
              <b>{channels[message.type]}</b>
              {message.to && (
                <>
                  {" "}
                  {text.to} <bdi>{message.to}</bdi>
                </>
              )}
            </p>
            <p className="meta mb-3">
              {messageStates[message.state]}, <When at={new Date(message.at)} />
            </p>
            <Composed composed={message.composed} />
          </li>
        ))}
      </ol>
    </main>
  )
}

function Composed({ composed }: Pick<ShownMessage, "composed">) {
  switch (composed.type) {
    case "email":
      return (
        <>
          <h2 className="alert-subject" dir="auto">
            {composed.mail.subject}
          </h2>
          <iframe
            className="alert-mail"
            title={text.mail(composed.mail.subject)}
            // its links open in the whole window, as they would from a mail program
            sandbox="allow-top-navigation-by-user-activation"
            srcDoc={composed.mail.html.replace("<head>", '<head><base target="_top">')}
          />
          <details className="alert-fold">
            <summary>{text.asText}</summary>
            <pre className="alert-raw">{composed.mail.text}</pre>
          </details>
          <details className="alert-fold">
            <summary>{text.headers}</summary>
            <pre className="alert-raw">
              {Object.entries(composed.mail.headers)
                .map(([name, value]) => `${name}: ${value}`)
                .join("\n")}
            </pre>
          </details>
        </>
      )
    case "push":
      return <pre className="alert-raw">{indented(composed.payload)}</pre>
    case "webhook":
      return <pre className="alert-raw">{indented(composed.body)}</pre>
    case "inbox":
      return <pre className="alert-raw">{indented(composed.told)}</pre>
    default:
      return composed satisfies never
  }
}

function indented(json: string): string {
  return JSON.stringify(JSON.parse(json), null, 2)
}

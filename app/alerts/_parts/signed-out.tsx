import { alerts as text } from "../../_messages/alerts.en.ts"
import { KeptLinkPart } from "./kept-link-part.tsx"
import { SendLinkForm } from "./send-link-form.tsx"

/** For whoever has no account here, or is not signed in: how it begins, and the way back to what one follows. */
export function SignedOut({ canMail }: { canMail: boolean }) {
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{text.heading}</h1>
        <p className="standfirst">{text.signedOut}</p>
      </div>
      <div className="alert-ways-in">
        <section aria-labelledby="start">
          <h2 id="start" className="section-title">
            {text.start}
          </h2>
          <p>{text.startText}</p>
          <p>
            <a className="button button-primary" href="/">
              {text.boards}
            </a>
          </p>
        </section>
        <KeptLinkPart />
        {canMail && (
          <section aria-labelledby="have">
            <h2 id="have" className="section-title">
              {text.haveHeading}
            </h2>
            <p>{text.haveText}</p>
            <SendLinkForm />
          </section>
        )}
        <section aria-labelledby="account">
          <h2 id="account" className="section-title">
            {text.signInHeading}
          </h2>
          <p>{text.signInText}</p>
          <p>
            <a className="button" href="/sign-in?next=%2Falerts">
              {text.signIn}
            </a>
          </p>
        </section>
      </div>
    </main>
  )
}

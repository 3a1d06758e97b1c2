import type { OwnAccount } from "../../server/capabilities/read-own-account.ts"
import type { AppCaller } from "../../server/routers/app-router.ts"
import { desk as text } from "../_messages/desk.en.ts"
import { accountCaller } from "../account/caller.ts"

export interface AtDesk {
  api: AppCaller
  own: OwnAccount
}

/**
 * Who works at the desk, or the page that says why they do not. It only decides what to show: every procedure asks the
 * matrix for itself.
 */
export async function atDesk(path: string): Promise<AtDesk | { instead: React.ReactNode }> {
  const api = await accountCaller()
  const own = await api.accounts.me()
  if (!own) return { instead: <SignInFirst path={path} /> }
  return own.role === "reader" ? { instead: <NotForReaders /> } : { api, own }
}

export function isEditorAtDesk(own: Pick<OwnAccount, "role">): boolean {
  return own.role === "editor" || own.role === "administrator"
}

function SignInFirst({ path }: { path: string }) {
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{text.signInFirst}</h1>
        <p className="standfirst">{text.signInText}</p>
      </div>
      <p className="desk-actions">
        <a className="button button-primary" href={`/sign-in?next=${encodeURIComponent(path)}`}>
          {text.signIn}
        </a>
        <a className="button" href="/">
          {text.boards}
        </a>
      </p>
    </main>
  )
}

function NotForReaders() {
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{text.notForReaders}</h1>
        <p className="standfirst">{text.notForReadersText}</p>
      </div>
      <p>
        <a className="button" href="/">
          {text.boards}
        </a>
      </p>
    </main>
  )
}

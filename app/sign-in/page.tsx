import type { Metadata } from "next"
import { signIn } from "../_messages/accounts.en.ts"
import "../account/accounts.css"
import { accountCaller } from "../account/caller.ts"
import { SignInForm } from "./sign-in-form.tsx"

export const metadata: Metadata = { title: signIn.heading, robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function SignInPage({ searchParams }: Props) {
  const own = await (await accountCaller()).accounts.me()
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{signIn.heading}</h1>
        <p className="standfirst">{signIn.standfirst}</p>
      </div>
      <div className="account-sections">
        {own && (
          <p>
            <a href="/account">{signIn.already(own.name)}</a>
          </p>
        )}
        <SignInForm next={pathOfOurs((await searchParams).next)} />
        <div className="hint">
          <p>{signIn.noAccount}</p>
          <p>{signIn.forgotten}</p>
        </div>
      </div>
    </main>
  )
}

/** Where to go afterwards: a page of this site, whatever the address bar says. */
function pathOfOurs(next: string | string[] | undefined): string {
  if (typeof next !== "string" || !/^\/(?![/\\])/.test(next)) return "/account"
  const url = URL.canParse(next, HERE) ? new URL(next, HERE) : undefined
  return url?.origin === HERE ? url.pathname + url.search : "/account"
}

const HERE = "http://parley.invalid"

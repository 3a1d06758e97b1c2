import type { Metadata } from "next"
import { account, roles } from "../_messages/accounts.en.ts"
import "./accounts.css"
import { signedInOrRedirect } from "./caller.ts"
import { PasswordForm } from "./password-form.tsx"
import { SignOut } from "./sign-out.tsx"

export const metadata: Metadata = { title: account.heading, robots: { index: false } }

export default async function AccountPage() {
  const own = await signedInOrRedirect("/account")
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{account.heading}</h1>
      </div>
      <div className="account-sections">
        <dl className="account-facts">
          <dt>{account.name}</dt>
          <dd dir="auto">{own.name}</dd>
          {own.email !== null && (
            <>
              <dt>{account.email}</dt>
              <dd>{own.email}</dd>
            </>
          )}
          <dt>{account.role}</dt>
          <dd>
            {roles.names[own.role]}
            <p className="hint">{roles.may[own.role]}</p>
          </dd>
        </dl>
        <div className="account-actions">
          {own.role !== "reader" && (
            <a className="button" href="/desk">
              {account.desk}
            </a>
          )}
          {own.role === "administrator" && (
            <a className="button" href="/admin">
              {account.admin}
            </a>
          )}
          <SignOut />
        </div>
        <section className="account-section" aria-labelledby="password-heading">
          <div>
            <h2 id="password-heading" className="section-title">
              {account.changePassword}
            </h2>
            <p className="hint">{account.changePasswordText}</p>
          </div>
          <PasswordForm email={own.email} />
        </section>
      </div>
    </main>
  )
}

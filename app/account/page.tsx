import type { Metadata } from "next"
import type { ReactNode } from "react"
import { account, roles } from "../_messages/accounts.en.ts"
import { passkeyWords, twoFactorWords } from "../_messages/sign-in-means.en.ts"
import "./accounts.css"
import { accountCaller, signedInOrRedirect } from "./caller.ts"
import { Passkeys } from "./passkeys.tsx"
import { PasswordForm } from "./password-form.tsx"
import { SignOut } from "./sign-out.tsx"
import { TwoFactor } from "./two-factor.tsx"
import { When } from "./when.tsx"

export const metadata: Metadata = { title: account.heading, robots: { index: false } }

export default async function AccountPage() {
  const own = await signedInOrRedirect("/account")
  const means = await (await accountCaller()).accounts.signInMeans()
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
        <Section id="password" heading={account.changePassword} text={account.changePasswordText}>
          <PasswordForm email={own.email} />
        </Section>
        {means && (
          <>
            <Section id="second-factor" heading={twoFactorWords.heading}>
              <TwoFactor enabled={means.twoFactor} />
            </Section>
            <Section id="passkeys" heading={passkeyWords.heading} text={passkeyWords.text}>
              <Passkeys
                rows={means.passkeys.map(({ id, name, createdAt }) => ({
                  id,
                  name,
                  added: createdAt && <When at={createdAt} />,
                }))}
              />
            </Section>
          </>
        )}
      </div>
    </main>
  )
}

function Section({
  id,
  heading,
  text,
  children,
}: {
  id: string
  heading: string
  text?: string
  children: ReactNode
}) {
  return (
    <section className="account-section" aria-labelledby={`${id}-heading`}>
      <div>
        <h2 id={`${id}-heading`} className="section-title">
          {heading}
        </h2>
        {text && <p className="hint">{text}</p>}
      </div>
      {children}
    </section>
  )
}

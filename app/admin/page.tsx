import type { Metadata } from "next"
import { people } from "../_messages/accounts.en.ts"
import { accountCaller, signedInOrRedirect } from "../account/caller.ts"
import { When } from "../account/when.tsx"
import { AdminFrame, OnlyAdministrators } from "./frame.tsx"
import { PeopleList } from "./people-list.tsx"

export const metadata: Metadata = { title: people.heading, robots: { index: false } }

export default async function PeoplePage() {
  const own = await signedInOrRedirect("/admin")
  if (own.role !== "administrator") return <OnlyAdministrators own={own} />
  const { items } = await (await accountCaller()).accounts.list()
  return (
    <AdminFrame current="people" heading={people.heading}>
      <p className="hint">{people.total(items.length)}</p>
      <PeopleList
        rows={items.map(({ id, name, email, role, signedInAt, createdAt, twoFactor, passkeys }) => ({
          id,
          name,
          email,
          role,
          isOwn: own.id === `user:${id}`,
          note: (
            <>
              {signedInAt ? (
                <>
                  {people.signedIn} <When at={signedInAt} />
                </>
              ) : (
                people.notSignedIn
              )}
              . {people.since} <When at={createdAt} />
              {twoFactor && `, ${people.twoFactor}`}
              {passkeys > 0 && `, ${people.passkeys(passkeys)}`}
            </>
          ),
        }))}
      />
    </AdminFrame>
  )
}

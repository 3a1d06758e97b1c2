import { useId } from "react"
import type { AccountRole } from "../../db/schema/account.ts"
import { roles } from "../_messages/accounts.en.ts"

/** From most to least. */
export const ROLES: readonly AccountRole[] = ["administrator", "editor", "analyst", "reader"]

/** Chooses a role among explanations of what each allows. */
export function RoleChoice({ legend, chosen }: { legend: string; chosen: AccountRole }) {
  const id = useId()
  return (
    <fieldset className="account-roles">
      <legend>{legend}</legend>
      {ROLES.map((role) => (
        <label key={role}>
          <input
            type="radio"
            name="role"
            value={role}
            defaultChecked={role === chosen}
            aria-labelledby={`${id}-${role}`}
            aria-describedby={`${id}-${role}-may`}
          />
          <span>
            <span id={`${id}-${role}`} className="account-role-name">
              {roles.names[role]}
            </span>
            <span id={`${id}-${role}-may`} className="hint">
              {roles.may[role]}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

export function roleOf(text: string | undefined): AccountRole | undefined {
  return ROLES.find((role) => role === text)
}

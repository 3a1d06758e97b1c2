import { isRefusal, type Refusal } from "../../../server/domain/refusal.ts"
import { alerts, following as text } from "../../_messages/alerts.en.ts"
import { Done } from "../../account/form-parts.tsx"
import type { Own } from "../answers.ts"
import { newAlertPath } from "../paths.ts"
import { originHere } from "./origin.ts"
import { SettingsPart } from "./settings-part.tsx"
import { SubscriptionList } from "./subscription-list.tsx"
import { timeZones } from "./time-zones.ts"

/** What somebody follows, and when and how they are told. Who has never followed anything has neither. */
export async function OwnPart({
  own,
  link,
  done,
}: {
  own: Own | Refusal
  link: string | undefined
  /** What has just been done, where the page was asked for by it. */
  done: string | undefined
}) {
  return (
    <>
      <section aria-labelledby="following" className="mb-10">
        <div className="alert-head">
          <h2 id="following" className="section-title">
            {text.heading}
          </h2>
        </div>
        {(done === "changed" || done === "renewed") && <Done text={alerts.done[done]} />}
        {!isRefusal(own) ? (
          <SubscriptionList own={own} link={link} />
        ) : own.code !== "not_found" ? (
          <p className="account-wrong" role="alert">
            {own.detail}
          </p>
        ) : (
          <div className="empty">
            <p>{text.none}</p>
            <p>{text.noneNext}</p>
            <p className="mt-3">
              <a className="button" href={newAlertPath(link)}>
                {text.addFirst}
              </a>
            </p>
          </div>
        )}
      </section>
      {!isRefusal(own) && (
        <SettingsPart own={own} origin={await originHere()} link={link} zones={timeZones()} />
      )}
    </>
  )
}

import type { SubscriptionFilter } from "../../../server/domain/alert-rules.ts"
import { filterWords } from "../../../server/domain/filter-words.ts"
import { what as text } from "../../_messages/alerts.en.ts"
import type { NegotiationSummary } from "../../_trpc/reader-api.ts"
import { type Choices, namesIn, offeredIn } from "../filter-query.ts"
import { WhatFields } from "./what-fields.tsx"
import { WhatForm } from "./what-form.tsx"

/** What one hears of: in one sentence, and beneath it the form that changes it. */
export function WhatPart({
  action,
  negotiations,
  choices,
  filter,
  stored = {},
  isOpen,
  link,
}: {
  /** The page itself, which then says what is chosen. */
  action: string
  /** Null where it is settled which negotiation it is about. */
  negotiations: readonly Pick<NegotiationSummary, "slug" | "title">[] | null
  /** Null where it is about every negotiation. */
  choices: Choices | null
  filter: SubscriptionFilter
  /** What is changed here: all that it asks for can be ticked again while the page is open. */
  stored?: SubscriptionFilter
  isOpen: boolean
  link: string | undefined
}) {
  return (
    <section aria-labelledby="what">
      <h2 id="what" className="section-title">
        {text.heading}
      </h2>
      <p className="alert-sentence" dir="auto">
        {filterWords(filter, choices && namesIn(choices))}
        {choices === null && `, ${text.everywhere}`}.
      </p>
      <details className="alert-fold" open={isOpen}>
        <summary>{text.change}</summary>
        <WhatForm id="what-form" action={action}>
          {/* without JavaScript the page that this asks for opens where this one was */}
          <input type="hidden" name="open" value="1" />
          {link && <input type="hidden" name="link" value={link} />}
          <input type="hidden" name="of" value={choices?.slug ?? ""} />
          <div className="alert-fields">
            {negotiations && <NegotiationField negotiations={negotiations} chosen={choices?.slug} />}
            {/* the boxes of another negotiation are other boxes; the field above stays, and keeps the focus */}
            <WhatFields key={choices?.slug} offered={offeredIn(choices, [stored, filter])} filter={filter} />
          </div>
          <noscript>
            <p className="alert-fields-submit">
              <button type="submit" className="button">
                {text.submit}
              </button>
            </p>
          </noscript>
        </WhatForm>
      </details>
    </section>
  )
}

function NegotiationField({
  negotiations,
  chosen,
}: {
  negotiations: readonly Pick<NegotiationSummary, "slug" | "title">[]
  chosen: string | undefined
}) {
  return (
    <label className="alert-field">
      {text.negotiation}
      <select className="field" name="negotiation" defaultValue={chosen ?? ""}>
        <option value="">{text.any}</option>
        {negotiations.map(({ slug, title }) => (
          <option key={slug} value={slug}>
            {title}
          </option>
        ))}
      </select>
      {chosen === undefined && <span className="hint">{text.anyHint}</span>}
    </label>
  )
}

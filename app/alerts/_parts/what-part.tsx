import type { SubscriptionFilter } from "../../../server/domain/alert-rules.ts"
import { filterWords } from "../../../server/domain/filter-words.ts"
import { what as text } from "../../_messages/alerts.en.ts"
import type { NegotiationSummary } from "../../_trpc/reader-api.ts"
import { type Choices, namesIn } from "../filter-query.ts"
import { WhatFields } from "./what-fields.tsx"
import { WhatForm } from "./what-form.tsx"

/** What one hears of: in one sentence, and beneath it the form that changes it. */
export function WhatPart({
  action,
  negotiations,
  choices,
  filter,
  isOpen,
  link,
}: {
  /** The page itself, which then says what is chosen. */
  action: string
  /** Null where it is settled which negotiation it is about. */
  negotiations: readonly Pick<NegotiationSummary, "slug" | "title">[] | null
  choices: Choices | null
  filter: SubscriptionFilter
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
          <WhatFields key={choices?.slug} negotiations={negotiations} choices={choices} filter={filter} />
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

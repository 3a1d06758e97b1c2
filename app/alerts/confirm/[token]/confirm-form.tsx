"use client"

import { confirmPage as text } from "../../../_messages/alerts.en.ts"
import { Done, FormProblem, Submit } from "../../../account/form-parts.tsx"
import { useAnswer } from "../../_parts/use-answer.ts"
import { confirm } from "../../actions.ts"
import { managePath } from "../../paths.ts"

/** Confirms on a click, and leads on from there. `isPending` until it is confirmed. */
export function ConfirmForm({ token, isPending }: { token: string; isPending: boolean }) {
  const { done, problem, working, props } = useAnswer(confirm)
  if (done) {
    return (
      <div className="alert-answer">
        <Done text={text.done} />
        <p>
          <a className="button" href={managePath(done.manage)}>
            {text.manage}
          </a>
        </p>
      </div>
    )
  }
  if (!isPending) return null
  return (
    <form {...props} className="alert-answer">
      <input type="hidden" name="token" value={token} />
      <FormProblem problem={problem} fields={[]} />
      <p>
        <Submit label={text.submit} working={working && text.working} />
      </p>
    </form>
  )
}

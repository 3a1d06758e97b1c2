"use client"

import { begun, following as text } from "../../_messages/alerts.en.ts"
import { FormProblem, ShownOnce } from "../../account/form-parts.tsx"
import { rotateSecret } from "../actions.ts"
import { useAnswer } from "./use-answer.ts"

/** Gives a webhook another secret, and shows it once. */
export function RotateForm({ id, link, name }: { id: string; link: string | undefined; name: string }) {
  const { done, problem, working, props } = useAnswer(rotateSecret)
  return (
    <>
      <form {...props}>
        <input type="hidden" name="id" value={id} />
        {link && <input type="hidden" name="link" value={link} />}
        <button type="submit" aria-disabled={working} aria-label={`${text.rotate}: ${name}`}>
          {text.rotate}
        </button>
      </form>
      <FormProblem problem={problem} fields={[]} />
      {done && (
        <div className="account-shown">
          <p>
            {begun.secretOnce} {text.rotated}
          </p>
          <ShownOnce key={done.secret} label={begun.secret} value={done.secret} />
        </div>
      )}
    </>
  )
}

/**
 * A refusal is a value, not an exception: what happened, where, and what to do next, in one sentence for a person
 * and one stable code for a program. Only routers turn it into HTTP or tRPC errors.
 */
export interface Refusal {
  refused: true
  code: RefusalCode
  /** Path of the offending part of the input, e.g. `statements[3].stances[0].option`, where there is one. */
  path?: string
  /** What happened, what is safe and what to do next. Shown as it is. */
  detail: string
  /** For `version_conflict`: the version that stands now. */
  currentVersion?: number
  /** What else is wrong with the same input, where it was looked through to its end. */
  more?: readonly Refusal[]
}

/** Each code with the HTTP status it is answered with. A new code is added here and nowhere else. */
export const REFUSAL_STATUS = {
  invalid: 400,
  not_signed_in: 401,
  not_allowed: 403,
  not_found: 404,
  already_exists: 409,
  other_content: 409,
  wrong_state: 409,
  version_conflict: 412,
  too_large: 413,
  unprocessable: 422,
  unknown_id: 422,
  duplicate_id: 422,
  impossible_date: 422,
  no_office: 422,
  needs_second_person: 422,
  needs_authority: 422,
  version_required: 428,
  too_many_requests: 429,
  // what an address that somebody gave us came to
  not_http: 422,
  dns_lookup_failed: 422,
  address_not_public: 422,
  connection_refused: 422,
  tls_failed: 422,
  connection_lost: 422,
  too_slow: 422,
  too_many_redirects: 422,
  unreadable_encoding: 422,
  bad_answer: 422,
  cancelled: 409,
} as const
export type RefusalCode = keyof typeof REFUSAL_STATUS

/** Builds a refusal. `path` is optional because some refusals concern the whole request. */
export function refuse(code: RefusalCode, detail: string, path?: string): Refusal {
  return path === undefined ? { refused: true, code, detail } : { refused: true, code, detail, path }
}

/** Everything that is wrong as one refusal: the first, with the others behind it; undefined where nothing is. */
export function together(refusals: readonly (Refusal | undefined)[]): Refusal | undefined {
  const [first, ...more] = refusals.flatMap((refusal) => (refusal ? allOf(refusal) : []))
  return first && (more.length > 0 ? { ...first, more } : first)
}

/** The refusal and those behind it, each by itself. */
export function allOf({ more = [], ...refusal }: Refusal): Refusal[] {
  return [refusal, ...more]
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value && value.refused === true
}

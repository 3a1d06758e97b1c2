"use server"

import { refresh } from "next/cache"
import { isRefusal } from "../../server/domain/refusal.ts"
import { accountCaller, orRefusal } from "../account/caller.ts"
import type { Answer } from "./answers.ts"

/** What was marked as read: one message, or null for all of them. */
export interface MarkedRead {
  message: string | null
}

/** Marks one message of the inbox as read, or all of them where the form names none. */
export async function markRead(_before: Answer<MarkedRead>, form: FormData): Promise<Answer<MarkedRead>> {
  const named = form.get("message")
  const message = typeof named === "string" ? named : null
  const api = await accountCaller()
  const answer = await orRefusal(api.inbox.markRead({ messages: message === null ? "all" : [message] }))
  refresh()
  return isRefusal(answer) ? { problem: { detail: answer.detail } } : { done: { message } }
}

import { z } from "zod"
import type { MessagePage } from "../capabilities/list-messages.ts"
import type { OwnSubscriptions } from "../capabilities/list-subscriptions.ts"
import type { Subscribed } from "../capabilities/subscribe.ts"
import {
  ALERT_SEVERITIES,
  CADENCES,
  ENDPOINT_STATES,
  ENDPOINT_TYPES,
  MESSAGE_STATES,
  SUBSCRIPTION_STATES,
} from "../domain/alert-values.ts"
import { describing } from "./answers.ts"

const id = z.string()
const instant = z.iso.datetime()
const list = z.array(id).optional()

export const subscribedAnswer = describing<Subscribed>()(
  z.object({
    id,
    state: z.enum(SUBSCRIPTION_STATES).describe("pending: until the link in the mail is confirmed"),
    secret: z.string().optional().describe("Of a webhook, shown this once"),
    link: z.string().optional().describe("Of a browser without an account: its signed link"),
  }),
)

export const ownSubscriptionsAnswer = describing<OwnSubscriptions>()(
  z.object({
    settings: z.object({
      timeZone: z.string(),
      digestHour: z.number(),
      quiet: z.object({ from: z.number(), to: z.number() }).nullable().describe("Minutes of the day"),
    }),
    feed: z.string().describe("Path of the private feed, without .atom, .rss or .json"),
    endpoints: z.array(
      z.object({
        id,
        type: z.enum(ENDPOINT_TYPES),
        address: z.string().describe("Of a webhook or browser: its host"),
        state: z.enum(ENDPOINT_STATES),
        failingSince: instant.nullable(),
        endedBy: z.string().nullable(),
      }),
    ),
    subscriptions: z.array(
      z.object({
        id,
        negotiation: z.object({ slug: z.string(), title: z.string() }).nullable(),
        filter: z.object({
          parties: list,
          people: list,
          issues: list,
          options: list,
          kinds: list,
          text: z.string().optional(),
        }),
        words: z.string(),
        cadence: z.enum(CADENCES),
        state: z.enum(SUBSCRIPTION_STATES),
        endpoint: id,
        createdAt: instant,
        lastToldAt: instant.nullable(),
      }),
    ),
  }),
)

const notice = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("confirm"), subscription: id }),
    z.object({ kind: z.literal("manage") }),
    z.object({
      kind: z.literal("endpoint_disabled"),
      type: z.enum(ENDPOINT_TYPES),
      address: z.string(),
      outcome: z.string(),
    }),
  ])
  .nullable()

export const messagePageAnswer = describing<MessagePage>()(
  z.object({
    messages: z.array(
      z.object({
        id: id.describe("Of a webhook: its webhook-id"),
        type: z.enum(ENDPOINT_TYPES),
        address: z.string(),
        state: z.enum(MESSAGE_STATES),
        createdAt: instant,
        dueAt: instant.nullable(),
        sentAt: instant.nullable(),
        readAt: instant.nullable(),
        outcome: z.string().nullable(),
        notice,
        told: z.array(
          z.object({
            headline: z.string(),
            path: z.string().nullable(),
            severity: z.enum(ALERT_SEVERITIES),
          }),
        ),
        attempts: z.array(
          z.object({
            number: z.number(),
            at: instant,
            tookMs: z.number(),
            outcome: z.string(),
            status: z.number().nullable(),
          }),
        ),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
)

import { z } from "zod"
import { ALERT_KINDS } from "./alert-rules.ts"
import { CADENCES } from "./alert-values.ts"
import { CHANGE_KINDS } from "./vocabulary.ts"

/** What subscribing takes: the one description for the form, the API and the types. */

const ids = (of: string) => z.array(z.string().min(1).max(200)).max(50).optional().describe(of)

export const filterSchema = z
  .strictObject({
    parties: ids("Any of these parties"),
    people: ids("Said by any of these people"),
    issues: ids("On any option of these issues"),
    options: ids("On any of these options"),
    kinds: z
      .array(z.enum([...ALERT_KINDS, ...CHANGE_KINDS]))
      .max(30)
      .optional()
      .describe("Any of these kinds"),
    text: z.string().max(200).optional().describe("All of these words, each as the beginning of a word"),
  })
  .describe("Every list that is given has to hold, for one thing that the change says or does")

const keyOf = (bytes: number, sentence: string) =>
  z.base64url(sentence).refine((key) => Math.floor((key.length * 3) / 4) === bytes, sentence)

/** What a browser gives when it subscribes to pushes: its address at a push service, and what to encrypt with (RFC 8291). */
export const pushAddressSchema = z.strictObject({
  endpoint: z.string().min(1).max(2_000),
  keys: z.strictObject({
    p256dh: keyOf(65, "Give the browser's public key: 65 bytes in base64url."),
    auth: keyOf(16, "Give the browser's secret: 16 bytes in base64url."),
  }),
})
export type PushAddress = z.infer<typeof pushAddressSchema>

export const channelSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("webhook"), url: z.string().min(1).max(2_000) }),
  z.strictObject({
    type: z.literal("email"),
    address: z.string().max(320).optional().describe("One's own account's address where it is left out"),
  }),
  pushAddressSchema.extend({ type: z.literal("push") }),
  z.strictObject({ type: z.literal("inbox") }),
])

/** A signed link to one's own subscriptions, by which those without an account act. */
export const linkSchema = z.string().min(1).max(500).optional()

export const subscribeSchema = z.strictObject({
  negotiation: z.string().max(200).optional().describe("Its slug; every public negotiation without it"),
  filter: filterSchema.default({}),
  channel: channelSchema,
  cadence: z.enum(CADENCES).optional().describe("E-mail alone can come hourly or daily"),
  timeZone: z.string().max(80).optional().describe("IANA name; of quiet hours and digests"),
  link: linkSchema,
})

export type SubscribeInput = z.infer<typeof subscribeSchema>
export type ChannelInput = z.infer<typeof channelSchema>

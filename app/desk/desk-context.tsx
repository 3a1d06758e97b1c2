"use client"

import { createContext, useContext } from "react"
import type { ClippedSource } from "../../server/capabilities/read-clipped-source.ts"
import type { OwnAccount } from "../../server/capabilities/read-own-account.ts"
import type { DeskData } from "./desk-data.ts"

export interface DeskContextValue {
  data: DeskData
  me: Pick<OwnAccount, "id" | "name" | "role">
  isEditor: boolean
  /** The article from which the statement on this screen was logged, where one was clipped. */
  source?: ClippedSource | null
}

const Context = createContext<DeskContextValue | null>(null)
export const DeskProvider = Context.Provider

/** What the screens of one negotiation's desk share. */
export function useDesk(): DeskContextValue {
  const value = useContext(Context)
  if (!value) throw new Error("This part of the desk stands outside of DeskProvider.")
  return value
}

import { fixtureApi } from "../gallery/_fixtures/reader-api.ts"
import type { ReaderApi } from "./reader-api.ts"

/** The single place where a page fetches. */
export async function serverCaller(): Promise<ReaderApi> {
  return fixtureApi()
}

export async function found<T>(answer: Promise<T>): Promise<T> {
  return answer
}

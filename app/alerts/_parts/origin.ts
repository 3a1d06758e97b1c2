import { headers } from "next/headers"
import { RUNTIME, type Runtime } from "../../../server/runtime.ts"

/** The public origin of this site, for addresses that are taken elsewhere; where nobody has named it, as it was asked for. */
export async function originHere(): Promise<string> {
  const runtime: Runtime | undefined = Reflect.get(globalThis, RUNTIME)
  return runtime?.env.url ?? `http://${(await headers()).get("host") ?? ""}`
}

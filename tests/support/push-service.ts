import { spawn } from "node:child_process"
import { createECDH, randomBytes } from "node:crypto"
import { once } from "node:events"
import { createRequire } from "node:module"
import { createServer } from "node:net"

export interface PushService {
  /** What a browser would give that subscribed with the site's key. */
  subscribe(siteKey: string): Promise<PushClient>
  stop(): Promise<void>
}

export interface PushClient {
  endpoint: string
  keys: { p256dh: string; auth: string }
  /** What has arrived and could be decrypted, in order. */
  received(): Promise<string[]>
  /** From now on the service answers that it is gone. */
  expire(): Promise<void>
}

/** A real push service on loopback (`web-push-testing`): it checks who sends, and decrypts as a browser does. */
export async function startPushService(): Promise<PushService> {
  const port = await freePort()
  const script = createRequire(import.meta.url).resolve("web-push-testing/src/bin/server.js")
  const child = spawn(process.execPath, [script, String(port)], { stdio: ["ignore", "pipe", "ignore"] })
  const endWithUs = () => child.kill("SIGKILL")
  process.once("exit", endWithUs)
  // it says one line when it listens
  await once(child.stdout, "data")
  child.stdout.resume()

  async function ask(path: string, body: unknown = {}) {
    const response = await fetch(`http://localhost:${port}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response
  }

  return {
    async subscribe(siteKey) {
      const { data } = await (await ask("/subscribe", { applicationServerKey: siteKey })).json()
      const { endpoint, keys, clientHash }: PushClient & { clientHash: string } = data
      return {
        endpoint,
        keys,
        async received() {
          const answer = await (await ask("/get-notifications", { clientHash })).json()
          return answer.data.messages
        },
        expire: async () => void (await ask(`/expire-subscription/${clientHash}`)),
      }
    },
    async stop() {
      process.off("exit", endWithUs)
      child.kill("SIGKILL")
      await once(child, "exit")
    },
  }
}

/** What a browser gives for encrypting to it, where nothing has to be read. */
export function browserKeys(): PushClient["keys"] {
  const p256dh = createECDH("prime256v1").generateKeys("base64url")
  return { p256dh, auth: randomBytes(16).toString("base64url") }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "localhost")
  await once(server, "listening")
  const address = server.address()
  server.close()
  await once(server, "close")
  if (address === null || typeof address === "string") throw new Error("There is no free port.")
  return address.port
}

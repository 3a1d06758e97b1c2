/**
 * An app process for the tests of the embedded database, since what they kill has to be a process of its own. Says
 * what happens as lines of JSON, and stops in good order when told so.
 */
import { startEmbeddedDatabase } from "../../db/embedded.ts"

const { folder, platform, ...options } = JSON.parse(process.argv[2] ?? "{}")
if (platform) Object.defineProperty(process, "platform", { value: platform })

try {
  const database = await startEmbeddedDatabase(folder, {
    ...options,
    onRestart: () => say({ event: "restarted" }),
    onGone: (error) => {
      say({ event: "gone", message: error.message })
      process.exit(3)
    },
  })
  process.on("SIGTERM", () => {
    void Promise.all([database.stop(), database.stop()]).then(() => process.exit(0))
  })
  const { url, adopted, home, movedFrom, dataDir } = database
  say({ event: "ready", url, adopted, home, movedFrom, dataDir })
} catch (error) {
  say({ event: "refused", message: error instanceof Error ? error.message : String(error) })
  process.exit(2)
}

function say(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

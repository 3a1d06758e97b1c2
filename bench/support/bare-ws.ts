/** Bare `ws`, to compare with: what is posted is sent to everybody as it came. */
import { createServer } from "node:http"
import { WebSocketServer } from "ws"
import { announce, answer, readBody } from "./bare.ts"

const server = createServer(async (req, res) => {
  const text = await readBody(req)
  for (const client of sockets.clients) client.send(text)
  answer(res)
})
const sockets = new WebSocketServer({ server })
announce(server)

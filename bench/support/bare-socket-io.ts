/** Bare Socket.IO, to compare with: what is posted is emitted to everybody. */
import { createServer } from "node:http"
import { Server } from "socket.io"
import { announce, answer, readBody } from "./bare.ts"

const server = createServer(async (req, res) => {
  io.emit("change", JSON.parse(await readBody(req)))
  answer(res)
})
const io = new Server(server, { serveClient: false })
announce(server)

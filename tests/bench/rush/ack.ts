// The ceiling: socket.io that acknowledges whatever is asked, with nothing behind it.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import type { AckReady } from './contract.ts'

const answer = { ok: false, refusal: { kind: 'sold_out', left: 0, held: 100 } }
const http = createServer()
const io = new Server(http, { serveClient: false, perMessageDeflate: false })
io.on('connection', (socket) => {
  socket.on('claim:create', (_request: unknown, acknowledge: (value: unknown) => void) => acknowledge(answer))
})
http.listen(0, '127.0.0.1', 4096, () => {
  process.send!({ port: (http.address() as AddressInfo).port } satisfies AckReady)
})

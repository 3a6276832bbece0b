// A chat as one writes it first: each line is sent on to the room as it comes, and forgotten.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import type { ChatRequest } from '#shared/chat.ts'
import type { StockReady } from './contract.ts'

const http = createServer()
const io = new Server(http, { serveClient: false, perMessageDeflate: false })
let number = 0
io.on('connection', (socket) => {
  socket.on('room:join', async (_request: unknown, acknowledge: (value: unknown) => void) => {
    await socket.join('room')
    acknowledge({ ok: true })
  })
  socket.on('chat:send', ({ liveSessionId, text }: ChatRequest, acknowledge: (value: unknown) => void) => {
    const message = { id: `chat_${number++}`, author: '山友', isHost: false, text, sentAt: new Date() }
    io.to('room').emit('chat:sent', { liveSessionId, messages: [message] })
    acknowledge({ ok: true, value: message })
  })
})
http.listen(0, '127.0.0.1', 4096, () => {
  process.send!({ port: (http.address() as AddressInfo).port } satisfies StockReady)
})

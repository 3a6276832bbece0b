// The baseline of what it costs to serve a picture: a bare node:http that has its bytes in memory and looks at nothing
// but the address.
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { BareAsk, BareSays } from './contract.ts'

process.on('message', ({ dir }: BareAsk) => {
  const files = new Map(readdirSync(dir).map((name) => [`/${name}`, readFileSync(path.join(dir, name))]))
  const server = createServer(({ url = '' }, response) => {
    const bytes = files.get(url)
    if (!bytes) return void response.writeHead(404).end()
    response.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': bytes.length }).end(bytes)
  })
  server.listen(0, '127.0.0.1', () => {
    const said: BareSays = { port: (server.address() as AddressInfo).port }
    process.send!(said)
  })
})

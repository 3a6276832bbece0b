import { createServer, type AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { anyFreePort, mustBeFree, portFrom } from './ports.mjs'

it('takes PORT, or 3000', () => {
  expect(portFrom('13200')).toBe(13_200)
  expect(portFrom(undefined)).toBe(3_000)
})

it.each(['http', '0', '70000', '1.5', ''])('says that PORT=%s is no port', (text) => {
  expect(() => portFrom(text)).toThrow(/is no port/)
})

it('names the way out when a port is taken', async () => {
  const shop = createServer()
  await new Promise<void>((listening) => shop.listen(0, '127.0.0.1', listening))
  const { port } = shop.address() as AddressInfo

  await expect(mustBeFree(port, 'npm start')).rejects.toThrow(`PORT=${port + 1} npm start`)
  await new Promise((closed) => shop.close(closed))
})

it('lets a free port be', async () => {
  await expect(mustBeFree(await anyFreePort(), 'npm start')).resolves.toBeUndefined()
})

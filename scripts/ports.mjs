import { createServer } from 'node:net'
import { Hint } from './say.mjs'

/**
 * @param {number} wanted 0: any
 * @returns {Promise<number | undefined>} the port, unless it is taken on any address of this machine
 */
function tryPort(wanted) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen(wanted, () => {
      const address = /** @type {import('node:net').AddressInfo} */ (probe.address())
      probe.close(() => resolve(address.port))
    })
  })
}

/** @returns {Promise<number>} */
export async function anyFreePort() {
  const port = await tryPort(0)
  if (port === undefined) throw new Hint('This machine has no free port.')
  return port
}

/** @param {string | undefined} text PORT */
export function portFrom(text = '3000') {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Hint(`PORT=${text} is no port: it is a number from 1 to 65535.`)
}

/**
 * @param {number} port @param {string} command how we were started
 * @param {number} [chosen] the port that a person chooses, where `port` follows from it
 */
export async function mustBeFree(port, command, chosen = port) {
  if (port < 1024 && process.getuid?.() !== 0) return // the server says it better: this needs a privilege
  if ((await tryPort(port)) !== undefined) return
  throw new Hint(
    `端口 ${port} 已被占用。换一个：PORT=${chosen + 1} ${command}\n` +
      `Port ${port} is taken by another program. Choose another: PORT=${chosen + 1} ${command}`,
  )
}

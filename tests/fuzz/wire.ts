import { connect } from 'node:net'

/** Whoever waits longer than this for an answer, or to be hung up on, has found a door that hangs. */
export const HANGS_UP_WITHIN_MS = 20_000

/**
 * Bytes as they are, on a connection of their own.
 * @returns what came back until it was `waitsFor`, or until the node hung up
 */
export function exchange(
  origin: string,
  bytes: Buffer | string,
  { waitsFor }: { waitsFor?: RegExp } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port, hostname } = new URL(origin)
    const wire = connect(Number(port), hostname)
    let heard = ''
    const timer = setTimeout(() => {
      wire.destroy()
      reject(new Error(`No answer but ${JSON.stringify(heard)}`))
    }, HANGS_UP_WITHIN_MS)
    const end = () => {
      clearTimeout(timer)
      wire.destroy()
      resolve(heard)
    }
    wire.on('data', (chunk) => {
      heard += chunk.toString('latin1')
      if (waitsFor?.test(heard)) end()
    })
    wire.on('error', end)
    wire.on('close', end)
    wire.write(bytes)
  })
}

// What runs for this checkout, written down, so that the next start ends what a killed one has left, and nothing else.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { endProcess, identityOf } from './processes.mjs'

/** @typedef {{ pid: number, identity: string, port?: number }} Note */

/** @param {string} dataDir @param {string} [name] */
const place = (dataDir, name) => path.join(dataDir, 'run', name ? `${name}.json` : '')

/** @param {string} dataDir @param {{ name: string, pid: number, port?: number }} what */
export function remember(dataDir, { name, pid, port }) {
  mkdirSync(place(dataDir), { recursive: true })
  writeFileSync(place(dataDir, name), JSON.stringify({ pid, identity: identityOf(pid), port }))
}

/** @param {string} dataDir @param {string} name */
export function forget(dataDir, name) {
  rmSync(place(dataDir, name), { force: true })
}

/**
 * @param {string} dataDir @param {string} name
 * @returns {Note | undefined} what was remembered, if that very process still runs: numbers are used again
 */
export function stillRunning(dataDir, name) {
  const note = readNote(place(dataDir, name))
  return note && identityOf(note.pid) === note.identity ? note : undefined
}

/** @param {string} file @returns {Note | undefined} */
function readNote(file) {
  try {
    const { pid, identity, port } = JSON.parse(readFileSync(file, 'utf8'))
    return typeof pid === 'number' && typeof identity === 'string' ? { pid, identity, port } : undefined
  } catch {
    return undefined // none, or cut off by the kill
  }
}

/**
 * Ends what is still running of an earlier start of this checkout.
 * @param {string} dataDir @returns {Promise<string[]>} names of what was ended
 */
export async function endLeftovers(dataDir) {
  const ended = []
  const files = existsSync(place(dataDir)) ? readdirSync(place(dataDir)) : []
  for (const name of files.map((file) => path.basename(file, '.json'))) {
    const left = stillRunning(dataDir, name)
    if (left) {
      await endProcess(left.pid)
      ended.push(name)
    }
    forget(dataDir, name)
  }
  return ended
}

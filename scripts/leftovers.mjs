// What a start that was killed has left running: recognised by its pid file and its command line, and ended.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** @param {string} dataDir */
const folder = (dataDir) => path.join(dataDir, 'run')

/** @param {string} dataDir @param {{ name: string, pid: number }} child */
export function remember(dataDir, { name, pid }) {
  mkdirSync(folder(dataDir), { recursive: true })
  writeFileSync(path.join(folder(dataDir), `${name}.pid`), `${pid}\n${commandOf(pid)}`)
}

/** @param {string} dataDir @param {string} name */
export function forget(dataDir, name) {
  rmSync(path.join(folder(dataDir), `${name}.pid`), { force: true })
}

/** @param {number} pid the command line, or nothing where there is no such process (or no /proc) */
function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return ''
  }
}

/**
 * Ends what is still running of an earlier start of this checkout. A pid that now belongs to another command is left
 * alone: numbers are used again.
 * @param {string} dataDir @returns {Promise<string[]>} names of what was ended
 */
export async function endLeftovers(dataDir) {
  const ended = []
  const files = existsSync(folder(dataDir)) ? readdirSync(folder(dataDir)) : []
  for (const file of files.filter((name) => name.endsWith('.pid'))) {
    const [pidText = '', command = ''] = readFileSync(path.join(folder(dataDir), file), 'utf8').split('\n')
    const pid = Number(pidText)
    if (command !== '' && commandOf(pid) === command) {
      process.kill(pid, 'SIGTERM')
      for (let i = 0; i < 100 && commandOf(pid) === command; i++) await sleep(100)
      if (commandOf(pid) === command) process.kill(pid, 'SIGKILL')
      ended.push(file.replace('.pid', ''))
    }
    rmSync(path.join(folder(dataDir), file), { force: true })
  }
  return ended
}

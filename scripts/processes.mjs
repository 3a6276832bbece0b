// Who is alive, whether it is still the process that we once started, and how to end it.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** @param {number} pid @returns {string[] | undefined} fields of /proc/PID/stat after the command name (Linux) */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

/**
 * A zombie counts as dead: in a container whose first process reaps nobody, one may stay for ever.
 * @param {number} pid
 */
export function alive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false
  }
  return statOf(pid)?.[0] !== 'Z'
}

/**
 * What tells this process from a later one with the same number: when it started. undefined when it is gone.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function identityOf(pid) {
  if (!alive(pid)) return undefined
  const started = statOf(pid)?.[19]
  if (started) return `${bootId()} ${started}`
  try {
    const options = { encoding: /** @type {const} */ ('utf8') }
    return execFileSync('ps', ['-o', 'lstart=', '-o', 'command=', '-p', String(pid)], options).trim()
  } catch {
    return undefined
  }
}

/** @param {number} pid @returns {string | undefined} its command line, where it can be read */
export function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return commandByPs(pid)
  }
}

/** @param {number} pid */
function commandByPs(pid) {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

function bootId() {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}

/**
 * Ends a process and waits until it is gone.
 * @param {number} pid
 * @param {{ signal?: NodeJS.Signals, patienceMs?: number, harder?: NodeJS.Signals }} [how]
 *   after `patienceMs` it gets `harder`
 */
export async function endProcess(pid, { signal = 'SIGTERM', patienceMs = 15_000, harder = 'SIGKILL' } = {}) {
  let next = signal
  while (alive(pid)) {
    try {
      process.kill(pid, next)
    } catch {
      return // it went by itself meanwhile
    }
    next = harder
    const until = performance.now() + patienceMs
    while (alive(pid) && performance.now() < until) await sleep(25)
  }
}

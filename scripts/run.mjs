// Child processes: run one to its end, or keep one and stop it.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Hint } from './say.mjs'

/** @typedef {Record<string, string | undefined>} Env */

export const root = fileURLToPath(new URL('..', import.meta.url))
const LOG_KEPT = 6_000
const PATIENCE_MS = 15_000

/** @param {Env} env what React's types allow NODE_ENV to be is not our business here */
const asProcessEnv = (env) => /** @type {NodeJS.ProcessEnv} */ (env)

/** Commands that run to their end at the moment, to be ended with us. */
const running = new Set()

/**
 * Runs a command to its end, quietly; what it said is shown only when it fails.
 * @param {string} command @param {string[]} args
 * @param {{ env?: Env, timeoutMs?: number }} [options]
 * @returns {Promise<string>} what it wrote
 */
export async function run(command, args, options = {}) {
  const { code, output } = await attempt(command, args, options)
  if (code !== 0) throw new Hint(`${command} ${args.join(' ')} failed:\n${output.slice(-LOG_KEPT)}`)
  return output
}

/**
 * @param {string} command @param {string[]} args
 * @param {{ env?: Env, timeoutMs?: number | undefined }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function attempt(command, args, { env = process.env, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: asProcessEnv(env),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    })
    running.add(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    child.once('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }))
    child.once('close', (code) => {
      running.delete(child)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** Ends every command that `run` and `attempt` have not finished. */
export function endCommands() {
  for (const child of running) child.kill('SIGTERM')
}

/**
 * A process that runs beside us until it is stopped.
 * @param {string} name @param {string[]} args
 * @param {{ command?: string, env: Env, onLine?: (line: string) => void }} options `command`: Node unless said otherwise
 */
export function keep(name, args, { command = process.execPath, env, onLine = () => {} }) {
  // A group of its own, so that Ctrl-C in the terminal reaches only us and we stop things in order.
  const child = spawn(command, args, {
    cwd: root,
    env: asProcessEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let log = ''
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    lines.forEach(onLine)
  })
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      log = (log + text).slice(-LOG_KEPT)
    })
  const pid = /** @type {number} */ (child.pid)
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
  const kill = () => {
    try {
      process.kill(-pid, 'SIGKILL') // the group: a watcher has a child of its own
    } catch {
      // it is gone already
    }
  }
  return {
    name,
    pid,
    ended,
    kill,
    log: () => log,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      const lastResort = setTimeout(kill, PATIENCE_MS)
      await ended
      clearTimeout(lastResort)
      kill()
    },
  }
}

/** @typedef {ReturnType<typeof keep>} Kept */

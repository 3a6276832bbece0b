// A physical copy of a PostgreSQL that goes on working, and how it is put back. By PostgreSQL's own low-level interface
// (https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP), because the embedded
// binaries have neither pg_basebackup nor pg_dump. What was committed when it ended is in it; what was not, is not.
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import {
  access,
  chmod,
  chown,
  constants,
  copyFile,
  cp,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { findHome } from './postgres.mjs'
import { Hint } from './say.mjs'

/** What the next start makes anew, as the manual lists it: folders stay, empty. */
const EMPTIED = new Set(
  'pg_wal pg_replslot pg_dynshmem pg_notify pg_serial pg_snapshots pg_stat_tmp pg_subtrans'.split(' '),
)
const LEFT_OUT = /^(postmaster\.(pid|opts)|backup_label(\.old)?|pg_internal\.init|pgsql_tmp.*)$/
/** Written at every checkpoint: copied when the rest is. */
const CONTROL = path.join('global', 'pg_control')
const WAL_FILE = /^[0-9A-F]{24}$/

/** @typedef {{ takenAt: string, server: string, startLsn: string, stopLsn: string }} Taken `…Lsn`: places in its log */

/**
 * @param {string} url of an owner of the whole cluster, whose files can be read here
 * @param {string} to a folder that is not there yet
 * @returns {Promise<Taken>}
 */
export async function takeBackup(url, to) {
  if (existsSync(to)) throw new Hint(`${to} is there already: a backup has a folder of its own.`)
  // Made beside and renamed when whole, so that one that broke off is not mistaken for a backup.
  const making = `${to}.making`
  await rm(making, { recursive: true, force: true })
  await mkdir(path.join(making, 'pg'), { recursive: true, mode: 0o700 })
  const client = new pg.Client(url)
  await client.connect()
  try {
    const taken = await copyWhileItWorks(client, path.join(making, 'pg'))
    await writeWhole(path.join(making, 'backup.json'), `${JSON.stringify(taken, null, 2)}\n`)
    await rename(making, to)
    await syncFolder(path.dirname(path.resolve(to)))
    return taken
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw error
  } finally {
    await client.end()
  }
}

/** @param {pg.Client} client one session for all of it: PostgreSQL gives a backup up whose session ends @param {string} to */
async function copyWhileItWorks(client, to) {
  const from = await filesOf(client)
  const one = async (/** @type {string} */ sql, /** @type {unknown[]} */ values = []) =>
    (await client.query(sql, values)).rows[0]
  // Of this session, too: it keeps the log from being recycled before it is copied.
  const slot = `backup_${randomBytes(6).toString('hex')}`
  await one('select pg_create_physical_replication_slot($1, true, true)', [slot])
  const { lsn: startLsn } = await one('select pg_backup_start($1, true)::text as lsn', ['shanhuo'])
  await copyTree(from, to)
  const { lsn: stopLsn, labelfile } = await one('select lsn::text, labelfile from pg_backup_stop(false)')
  await writeWhole(path.join(to, 'backup_label'), labelfile)
  const [, first = ''] = /\(file ([0-9A-F]{24})\)/.exec(labelfile) ?? []
  const { last } = await one('select pg_walfile_name($1::pg_lsn) as last', [stopLsn])
  await copyLog(path.join(from, 'pg_wal'), path.join(to, 'pg_wal'), { first, last })
  const { server } = await one(`select current_setting('server_version') as server`)
  return { takenAt: new Date().toISOString(), server, startLsn, stopLsn }
}

/** @param {pg.Client} client @returns {Promise<string>} */
async function filesOf(client) {
  const { rows } = await client.query(
    `select current_setting('data_directory') as dir, (select count(*)::int from pg_tablespace) as tablespaces`,
  )
  const { dir, tablespaces } = rows[0]
  if (tablespaces > 2) throw new Hint('It has tablespaces of its own: use pg_basebackup.')
  await access(dir, constants.R_OK | constants.X_OK).catch(() => {
    throw new Hint(`${dir} cannot be read here: run this on the database's machine, as its user or as root.`)
  })
  return dir
}

/** @param {string} from @param {string} to */
async function copyTree(from, to) {
  /** @param {string} below */
  async function walk(below) {
    for (const entry of await readdir(path.join(from, below), { withFileTypes: true })) {
      const at = path.join(below, entry.name)
      if (LEFT_OUT.test(entry.name) || at === CONTROL) continue
      if (entry.isDirectory()) {
        await mkdir(path.join(to, at), { recursive: true, mode: 0o700 })
        if (!EMPTIED.has(at)) await walk(at)
      } else if (entry.isFile()) await copyOne(path.join(from, at), path.join(to, at))
    }
  }
  await walk('')
  // Ours and PostgreSQL's hand may meet in it: as often as it takes to read the same twice.
  let control = await readFile(path.join(from, CONTROL))
  for (;;) {
    const again = await readFile(path.join(from, CONTROL))
    if (again.equals(control)) break
    control = again
  }
  await writeWhole(path.join(to, CONTROL), control)
}

/** @param {string} from @param {string} to @param {{ first: string, last: string }} files names grow with the log */
async function copyLog(from, to, { first, last }) {
  const names = (await readdir(from)).filter((name) => WAL_FILE.test(name) && name >= first && name <= last)
  if (!names.includes(first) || !names.includes(last))
    throw new Error(`The log from ${first} to ${last} is not whole: ${names.join(', ')}`)
  for (const name of names) await copyOne(path.join(from, name), path.join(to, name))
  await syncFolder(to)
}

/** A file that is gone meanwhile was dropped after the backup began, which the log says too. @param {string} from @param {string} to */
async function copyOne(from, to) {
  try {
    await copyFile(from, to)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT' && !existsSync(from)) return
    throw error
  }
  const file = await open(to, 'r+')
  await file.sync().finally(() => file.close())
}

/** @param {string} file @param {string | Uint8Array} content */
async function writeWhole(file, content) {
  await writeFile(file, content, { mode: 0o600, flush: true })
}

/** @param {string} dir so that its names survive a loss of power */
async function syncFolder(dir) {
  if (process.platform === 'win32') return
  const folder = await open(dir, 'r')
  await folder.sync().finally(() => folder.close())
}

/**
 * Puts a backup where an embedded database is looked for. Started there, it recovers to the moment at which the backup
 * ended.
 * @param {string} from as `takeBackup` made it, with the password beside it
 * @param {string} dir as of `ensureDatabase`
 */
export async function putBack(from, dir) {
  const password = await readFile(path.join(from, 'pg.password'), 'utf8').catch(() => {
    throw new Hint(`${from} is no backup of an embedded database: backup.json and pg.password belong to it.`)
  })
  await mkdir(path.dirname(dir), { recursive: true })
  if (process.getuid?.() === 0) await chmod(path.dirname(dir), 0o755) // the postgres user walks through it
  const { dir: home, account } = await findHome(dir)
  if (existsSync(home))
    throw new Hint(`There is a database in ${home}. Stop the shop and move that folder away first.`)
  const making = `${home}.making`
  await rm(making, { recursive: true, force: true })
  await cp(path.join(from, 'pg'), making, { recursive: true })
  await chmod(making, 0o700)
  if (account.uid !== undefined && account.gid !== undefined) await own(making, account.uid, account.gid)
  await writeFile(`${dir}.password`, password, { mode: 0o600 })
  await rename(making, home)
}

/** @param {string} at @param {number} uid @param {number} gid */
async function own(at, uid, gid) {
  await chown(at, uid, gid)
  if (!(await lstat(at)).isDirectory()) return
  for (const name of await readdir(at)) await own(path.join(at, name), uid, gid)
}

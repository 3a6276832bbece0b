// What a bare clone lacks, with nothing but Node's own modules: checks the disk, installs, generates the Prisma client.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { attempt, root, run } from './run.mjs'
import { Hint, say, sayWhile } from './say.mjs'

const DISK_NEEDED_BYTES = 1_500_000_000
const installStamp = path.join(root, 'node_modules/.shanhuo-installed')
const clientStamp = path.join(root, 'node_modules/.shanhuo-client')

/** @param {string} file @param {string} hash */
const isStamped = (file, hash) => existsSync(file) && readFileSync(file, 'utf8') === hash

/** Installs when the lock is not the one installed, and generates when the models are not those generated. */
export async function install() {
  const lock = lockHash()
  if (!isStamped(installStamp, lock)) {
    checkDisk(statfsSync(root))
    await sayWhile('installing packages (once; about a minute)', npmCi())
    writeFileSync(installStamp, lock)
    if (generated()) writeFileSync(clientStamp, modelHash()) // npm ci has done it, by our postinstall
  }
  const models = modelHash()
  if (generated() && isStamped(clientStamp, models)) return
  say('generating the database client')
  await run(process.execPath, ['node_modules/prisma/build/index.js', 'generate'])
  writeFileSync(clientStamp, models)
}

const generated = () => existsSync(path.join(root, 'prisma/generated/client.ts'))

/** @param {{ bavail: number, bsize: number }} disk */
export function checkDisk({ bavail, bsize }) {
  if (bavail * bsize >= DISK_NEEDED_BYTES) return
  throw new Hint(
    `The disk is nearly full: ${Math.floor((bavail * bsize) / 1e6)} MB free under ${root}, and installing takes about ` +
      `${DISK_NEEDED_BYTES / 1e6} MB. Free some space, then start again.`,
  )
}

async function npmCi() {
  // npm tells its scripts where it is; without it (`node scripts/start.mjs`) the one on the path will do.
  const own = process.env.npm_execpath
  const npm = own?.endsWith('.js')
    ? { command: process.execPath, first: [own] }
    : { command: 'npm', first: [] }
  // Building needs the development packages, whatever NODE_ENV says.
  const args = [...npm.first, 'ci', '--include=dev', '--no-audit', '--no-fund']
  const { code, output } = await attempt(npm.command, args)
  if (code === 0) return
  if (/ENOSPC/.test(output))
    throw new Hint(`The disk is full: installing takes ${DISK_NEEDED_BYTES / 1e6} MB under ${root}.`)
  throw new Hint(`npm ci failed (is the network there?):\n${output.slice(-4_000)}`)
}

function lockHash() {
  const hash = createHash('sha256').update(process.versions.modules + process.platform + process.arch)
  return hash.update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex')
}

function modelHash() {
  const models = path.join(root, 'prisma/models')
  const files = [
    path.join(root, 'prisma/schema.prisma'),
    ...readdirSync(models).map((name) => path.join(models, name)),
  ]
  const hash = createHash('sha256').update(lockHash())
  for (const file of files.sort()) hash.update(file.slice(root.length)).update(readFileSync(file))
  return hash.digest('hex')
}

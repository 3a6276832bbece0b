// What a bare clone lacks, with nothing but Node's own modules: checks Node and the disk, installs, generates.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root, run } from './run.mjs'
import { Hint, say } from './say.mjs'

const NODE_OLDEST = [20, 19]
const DISK_NEEDED_BYTES = 1_500_000_000
const stampFile = path.join(root, 'node_modules/.shanhuo-installed')

export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = NODE_OLDEST
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  throw new Hint(
    `Node ${NODE_OLDEST.join('.')} or newer is needed; this is ${version}. ` +
      'Install a current one from https://nodejs.org, or with your version manager: nvm install 22',
  )
}

/** @param {number} free bytes */
export function checkDisk(free = statfsSync(root).bavail * statfsSync(root).bsize) {
  if (free >= DISK_NEEDED_BYTES || existsSync(stampFile)) return
  throw new Hint(
    `The disk is nearly full: ${Math.floor(free / 1e6)} MB free under ${root}, and installing takes about ` +
      `${DISK_NEEDED_BYTES / 1e6} MB. Free some space, then start again.`,
  )
}

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update(process.version)
    .digest('hex')

const installed = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockHash()

/** Installs when the lock is not the one installed. */
export async function install() {
  checkNode()
  checkDisk()
  if (installed()) return
  say('installing packages (once; about a minute)')
  await run('npm', ['ci', '--no-audit', '--no-fund'])
  writeFileSync(stampFile, lockHash())
}

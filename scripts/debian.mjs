// Gets packages from Debian where that may be done: as root, where there is apt-get.
import { existsSync } from 'node:fs'
import { attempt } from './run.mjs'
import { sayWhile } from './say.mjs'

const APT_WITHIN_MS = 600_000

/** Tries; whoever asked looks afterwards whether it is there. @param {string} what @param {string[]} packages */
export async function installFromDebian(what, packages) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeoutMs: APT_WITHIN_MS }
  const install = attempt('apt-get', ['update'], options).then(() =>
    attempt('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options),
  )
  await sayWhile(`getting ${what} from Debian`, install)
}

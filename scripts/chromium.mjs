// Finds a browser for the e2e tests, or gets one where it may.
import { existsSync } from 'node:fs'
import { installFromDebian } from './debian.mjs'
import { root, attempt } from './run.mjs'
import { sayWhile } from './say.mjs'

const DOWNLOAD_WITHIN_MS = 180_000
/** A Chromium without windows: half of the processor time, as nothing draws a window that nobody sees. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell'
const SYSTEM = [
  HEADLESS_SHELL,
  ...[
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
  ],
  ...['/snap/bin/chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
]

export const NO_CHROMIUM =
  'There is no Chromium for the e2e tests, and none could be got. Install one (Debian: apt-get install chromium-headless-shell ' +
  'fonts-noto-cjk; elsewhere: npx playwright install chromium), or set CHROMIUM_PATH to one.'

/** @returns {Promise<string | undefined>} the path of a browser that is here; CHROMIUM_PATH beats what is found */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given) return existsSync(given) ? given : undefined
  const { chromium } = await import('@playwright/test')
  return [...SYSTEM, chromium.executablePath()].find((file) => existsSync(file))
}

/** @returns {Promise<string | undefined>} the path of a browser, fetched if need be and possible */
export async function ensureChromium() {
  const found = await findChromium()
  if (process.env.CHROMIUM_PATH) return found
  if (found === '/usr/bin/chromium') return fromDebian()
  return found ?? (await fromPlaywright()) ?? (await fromDebian())
}

async function fromPlaywright() {
  const command = [`${root}node_modules/@playwright/test/cli.js`, 'install', 'chromium']
  await sayWhile(
    'getting Chromium from Playwright',
    attempt(process.execPath, command, { timeoutMs: DOWNLOAD_WITHIN_MS }),
  )
  return findChromium()
}

async function fromDebian() {
  await installFromDebian('Chromium without windows', ['chromium-headless-shell', 'fonts-noto-cjk'])
  return findChromium()
}

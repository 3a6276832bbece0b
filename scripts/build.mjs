// Builds pages and server when their sources are not the ones built.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { root, run } from './run.mjs'
import { say } from './say.mjs'

const SOURCES = [
  ...['app', 'server', 'shared', 'public', 'prisma/models', 'prisma/schema.prisma'],
  ...['package-lock.json', 'vite.config.ts', 'remix.config.js', 'scripts/build.mjs'],
]
const stampFile = path.join(root, 'build/.built-from')

function sourceHash() {
  const hash = createHash('sha256')
  const add = (/** @type {string} */ file) => hash.update(file).update(readFileSync(path.join(root, file)))
  for (const source of SOURCES) {
    const at = path.join(root, source)
    if (!existsSync(at)) continue
    if (!statSync(at).isDirectory()) add(source)
    else
      for (const name of readdirSync(at, { recursive: true, encoding: 'utf8' }).sort())
        if (statSync(path.join(at, name)).isFile()) add(path.join(source, name))
  }
  return hash.digest('hex')
}

/** `external`: packages stay packages; only our own files are bundled. */
const BUNDLE = [
  ...['server/index.ts', '--bundle', '--platform=node', '--format=esm', '--target=node20'],
  ...['--packages=external', '--sourcemap', '--outfile=build/main.js', '--log-level=warning'],
]

export async function build() {
  const hash = sourceHash()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return
  say('building pages and server')
  const env = { ...process.env, NODE_ENV: 'production' }
  await run(process.execPath, ['node_modules/@remix-run/dev/dist/cli.js', 'vite:build'], { env })
  await run(path.join(root, 'node_modules/.bin/esbuild'), BUNDLE, { env })
  writeFileSync(stampFile, hash)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build()

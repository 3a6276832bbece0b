// Builds pages and server when their sources are not the ones built.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { root, run } from './run.mjs'
import { explain, Hint, sayWhile } from './say.mjs'

const SOURCES = [
  ...['app', 'server', 'shared', 'public', 'prisma/models', 'prisma/schema.prisma', 'package-lock.json'],
  ...['package.json', 'tsconfig.json', 'vite.config.ts', 'remix.config.js', 'scripts/build.mjs'],
]
const stampFile = path.join(root, 'build/.built-from')

/** @param {string} source @returns {string[]} the files in it, or itself */
function filesOf(source) {
  const at = path.join(root, source)
  if (!existsSync(at)) return []
  if (!statSync(at).isDirectory()) return [source]
  const names = readdirSync(at, { recursive: true, encoding: 'utf8' }).sort()
  return names
    .map((name) => path.join(source, name))
    .filter((name) => statSync(path.join(root, name)).isFile())
}

function sourceHash() {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap(filesOf)) hash.update(file).update(readFileSync(path.join(root, file)))
  return hash.digest('hex')
}

async function buildAll() {
  const env = { ...process.env, NODE_ENV: 'production' }
  await run(process.execPath, ['node_modules/@remix-run/dev/dist/cli.js', 'vite:build'], { env })
  await compressTexts(path.join(root, 'build/client'))
  await bundle('server/index.ts', 'build/main.js').catch((error) => {
    throw new Hint(`The server cannot be built:\n${error.message}`)
  })
}

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)
const TEXTS = /\.(css|html|js|svg|webmanifest)$/
/** A smaller one fills one packet either way. */
const WORTH_BYTES = 1_024

/**
 * Puts beside each text what browsers take in its place, so that no request compresses it again.
 * @param {string} folder
 */
async function compressTexts(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => TEXTS.test(name))
  const files = names.map((name) => path.join(folder, name))
  await Promise.all(
    files.map(async (file) => {
      const text = await readFile(file)
      if (text.length < WORTH_BYTES) return
      await writeFile(`${file}.br`, await brotli(text))
      await writeFile(`${file}.gz`, await gzipped(text, { level: 9 }))
    }),
  )
}

/**
 * One program for Node, as the server is built: the benches measure what runs in production.
 * @param {string} entryPoint @param {string} outfile both below the root
 */
export async function bundle(entryPoint, outfile) {
  const esbuild = await import('esbuild') // not there before the first install
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entryPoint],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external', // only our own files are bundled
    sourcemap: true,
    outfile,
    logLevel: 'silent',
  })
}

/** Does nothing when the sources are those of the build that is there. */
export async function build() {
  const hash = sourceHash()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return
  await sayWhile('building pages and server', buildAll())
  writeFileSync(stampFile, hash)
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await build().catch((error) => {
    explain(error)
    process.exit(1)
  })

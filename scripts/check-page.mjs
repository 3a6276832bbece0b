// npm run check-page: writes public/check-proof.html, the page that checks a proof offline, from app/check-proof. It is
// kept in the repository, so that whoever distrusts a shop can take the page from elsewhere; a test sees that it is new.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'
import { root } from './run.mjs'

const source = path.join(root, 'app/check-proof')
export const checkPageFile = path.join(root, 'public/check-proof.html')

/** Phones of some years ago. */
const TARGET = 'es2020'

/** @returns {Promise<string>} the page, whole */
export async function checkPage() {
  const bundled = await build({
    absWorkingDir: root,
    entryPoints: [path.join(source, 'page.ts')],
    bundle: true,
    write: false,
    minify: true,
    charset: 'utf8',
    format: 'iife',
    platform: 'browser',
    target: TARGET,
    legalComments: 'none',
  })
  const css = await transform(readFileSync(path.join(source, 'page.css'), 'utf8'), {
    loader: 'css',
    minify: true,
  })
  const script = `\n${bundled.outputFiles[0]?.text.trim().replaceAll('</script', '<\\/script')}\n`
  const style = `\n${css.code.trim()}\n`
  // Nothing but what is in the file may run, and nothing may be fetched or sent.
  const policy = [
    `default-src 'none'`,
    `script-src '${digest(script)}'`,
    `style-src '${digest(style)}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ')
  const parts = { policy, style, script }
  return readFileSync(path.join(source, 'page.html'), 'utf8').replaceAll(
    /\s*\{\{(\w+)\}\}\s*/g,
    (_, name) => parts[/** @type {keyof typeof parts} */ (name)],
  )
}

/** @param {string} text */
const digest = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = await checkPage()
  writeFileSync(checkPageFile, page)
  console.log(`${path.relative(root, checkPageFile)}: ${Math.round(Buffer.byteLength(page) / 1024)} KiB`)
}

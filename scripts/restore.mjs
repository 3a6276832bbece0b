// npm run restore -- FOLDER: puts a backup where the shop's embedded database was, which has been moved away.
// npm run restore -- FOLDER --try: puts it into a place of its own instead, starts it, verifies books and sales, and
// removes it again. The shop may work meanwhile.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { putBack } from './base-backup.mjs'
import { DATABASE_DIR, ensureDatabase } from './database.mjs'
import { attempt } from './run.mjs'
import { Hint, say } from './say.mjs'

const VERIFIERS = ['scripts/ledger-verify.ts', 'scripts/sale-verify.ts']

/** @param {string} from @returns {Promise<boolean>} whether everything holds */
async function tryOut(from) {
  const place = await mkdtemp(path.join(tmpdir(), 'shanhuo-restore-'))
  try {
    const dir = path.join(place, 'pg')
    await putBack(from, dir)
    const database = await ensureDatabase({ dir, url: undefined })
    try {
      let isSound = true
      for (const script of VERIFIERS) {
        const env = { ...process.env, DATABASE_URL: database.url }
        const { code, output } = await attempt(process.execPath, ['--import', 'tsx', script], { env })
        console.log(output.trimEnd())
        isSound &&= code === 0
      }
      return isSound
    } finally {
      await database.stop()
    }
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { try: { type: 'boolean' } } })
  const [folder] = positionals
  if (!folder) throw new Hint('npm run restore -- FOLDER [--try]: a backup that npm run backup made.')
  const from = path.resolve(folder)
  if (values.try) {
    const isSound = await tryOut(from)
    say(isSound ? `${from} comes back, and holds` : `${from} comes back, but not everything in it holds`)
    process.exitCode = isSound ? 0 : 1
  } else {
    await putBack(from, DATABASE_DIR)
    say('put back; now: npm run ledger:verify && npm run sale:verify, then start the shop')
  }
} catch (error) {
  if (!(error instanceof Error && (error instanceof Hint || error.name === 'DatabaseError'))) throw error
  console.error(error.message)
  process.exitCode = 1
}

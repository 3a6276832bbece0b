// npm run backup -- FOLDER: a copy of the embedded database in a folder of its own, while the shop works.
import { copyFile } from 'node:fs/promises'
import path from 'node:path'
import { takeBackup } from './base-backup.mjs'
import { DATABASE_DIR, withDatabase } from './database.mjs'
import { Hint, say } from './say.mjs'

try {
  const [folder] = process.argv.slice(2)
  if (!folder || folder.startsWith('-')) throw new Hint('npm run backup -- FOLDER: where the copy goes.')
  if (process.env.DATABASE_URL)
    throw new Hint(
      'DATABASE_URL is a PostgreSQL of your own: back it up with its own pg_basebackup (docs/operations.md).',
    )
  const to = path.resolve(folder)
  const { stopLsn } = await withDatabase((url) => takeBackup(url, to))
  await copyFile(`${DATABASE_DIR}.password`, path.join(to, 'pg.password'))
  say(`backed up to ${to}, as of ${stopLsn}`)
  say(`see that it comes back: npm run restore -- ${folder} --try`)
} catch (error) {
  if (!(error instanceof Error && (error instanceof Hint || error.name === 'DatabaseError'))) throw error
  console.error(error.message)
  process.exitCode = 1
}

// Do the migrations add up to the schema? Replays them into a throwaway database and compares with the models.
// Exit 0: they agree. Exit 2: they differ, and the difference is printed.
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureDatabase } from './database.mjs'
import { attempt, root } from './run.mjs'

/** @param {string} url a database server that may be used for throwaway databases @param {string} [schema] */
export async function drift(url, schema = 'prisma') {
  return attempt(
    process.execPath,
    [
      ...['node_modules/prisma/build/index.js', 'migrate', 'diff', '--exit-code'],
      ...['--from-migrations', 'prisma/migrations', '--to-schema', schema],
    ],
    { env: { ...process.env, DATABASE_URL: url } },
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const database = await ensureDatabase({
    dir: path.join(root, '.data/test-pg'),
    settings: ['max_connections=300'],
  })
  const { code, output } = await drift(database.url)
  if (database.started) await database.stop()
  console.log(output.trim())
  process.exit(code)
}

// Do the migrations add up to the schema? Replays them into a throwaway database and compares with the models.
// Exit 0: they agree. Exit 2: they differ, and the difference is printed.
import { fileURLToPath } from 'node:url'
import { attempt } from './run.mjs'
import { joinTestCluster } from './test-cluster.mjs'

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
  const cluster = await joinTestCluster()
  const { code, output } = await drift(cluster.url)
  await cluster.leave()
  console.log(output.trim())
  process.exit(code)
}

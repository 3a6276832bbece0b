import { systemClock } from './platform/clock.ts'
import { openDatabase } from './platform/db.ts'
import { EnvError, readEnv, type Env } from './platform/env.ts'
import { randomIds } from './platform/ids.ts'
import { createLog } from './platform/log.ts'
import { startApplication } from './application.ts'

/** How long requests that were taken may go on after SIGTERM. */
const GRACE_MS = 10_000

function exit(error: unknown): never {
  if (!(error instanceof EnvError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(78)
}

function envOrExit(): Env {
  try {
    return readEnv()
  } catch (error) {
    return exit(error)
  }
}

const env = envOrExit()
const log = createLog(env)
const application = await startApplication({
  env,
  log,
  clock: systemClock,
  ids: randomIds,
  database: openDatabase(env),
}).catch(exit)
log.info({ port: application.port, origin: env.PUBLIC_ORIGIN, as: env.SHANHUO_ENV }, 'serving')

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    log.info({ signal }, 'closing')
    setTimeout(() => {
      log.error('what was taken did not finish in time')
      process.exit(1)
    }, GRACE_MS).unref()
    void application.close().then(() => process.exit(0))
  })
}

// The process `npm start` and the e2e tests run beside the shop. Settings come from SANDBOX_… in the environment.
import { startStripeSandbox } from './index.ts'
import { settingsFromEnv } from './settings.ts'

async function main(): Promise<void> {
  const sandbox = await startStripeSandbox(settingsFromEnv(process.env))
  console.log(JSON.stringify({ ready: true, port: sandbox.port }))

  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    void sandbox.close().then(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // A starter that is killed outright cannot say goodbye, but its end of the pipe closes.
  if (process.env['SANDBOX_EXIT_ON_STDIN_CLOSE'] === '1') process.stdin.on('close', stop).resume()
  await sandbox.warmUp()
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})

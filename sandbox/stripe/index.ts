import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadContract, type Violation } from './contract/contract.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'
import { createHttp } from './server.ts'
import { defaultSettings, refuseUnsafe, type Chaos, type Settings } from './settings.ts'
import { openStore } from './state/store.ts'

export { sign } from './webhooks/deliveries.ts'

export type StripeSandbox = {
  /** Give it to `new Stripe(key, { host, port, protocol: 'http' })`. */
  origin: string
  port: number
  /** Moves the sandbox clock and does what became due; resolves to the new time in seconds. */
  advanceClock(seconds: number): Promise<number>
  setChaos(change: Partial<Chaos>): void
  /** Answers or events that the installed SDK's types do not allow. Always empty, or the sandbox is wrong. */
  violations(): readonly Violation[]
  /** Prepares for the first request, which otherwise takes about a second longer. */
  warmUp(): Promise<void>
  /** Finishes what it was asked, then stops. Its state is on the disk. */
  close(): Promise<void>
}

/** Starts the stand-in for Stripe on 127.0.0.1. Throws a plain sentence when it must not or cannot. */
export async function startStripeSandbox(
  options: Partial<Settings> & { dataDir: string },
): Promise<StripeSandbox> {
  const settings: Settings = { ...defaultSettings, ...options }
  refuseUnsafe(settings, process.env['NODE_ENV'])
  const contract = loadContract()
  let sandbox: Sandbox | undefined
  const http = createHttp(() => {
    if (!sandbox) throw new Error('The sandbox is still starting.')
    return sandbox
  })
  const port = await listen(http, settings.port)
  const origin = `http://127.0.0.1:${port}`
  try {
    const store = await openStore(settings.dataDir)
    sandbox = createSandbox({ settings, store, contract, origin: settings.publicOrigin ?? origin })
  } catch (error) {
    http.close()
    throw error
  }
  const running = sandbox
  return {
    origin,
    port,
    advanceClock: (seconds) => running.advanceClock(seconds),
    setChaos: (change) => void running.setChaos(change),
    violations: () => contract.violations(),
    warmUp: () => contract.warmUp(),
    async close() {
      await stop(http)
      await running.close()
    },
  }
}

function listen(http: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken: set SANDBOX_PORT to another.`)
          : error,
      )
    })
    http.listen(port, '127.0.0.1', () => resolve((http.address() as AddressInfo).port))
  })
}

/** Requests under way are answered; idle keep-alive connections are let go. */
function stop(http: Server): Promise<void> {
  return new Promise((resolve) => {
    http.close(() => resolve())
    http.closeIdleConnections()
  })
}

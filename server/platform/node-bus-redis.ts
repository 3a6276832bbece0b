import { createHash } from 'node:crypto'
import { createClient } from '@redis/client'
import type { Line, OpenLine } from './node-bus.ts'

const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 1_000
const CONNECT_MS = 5_000
/** A server that went without a word is noticed by its silence. */
const PING_MS = 5_000

/** Packets by Redis' publish and subscribe. The client connects again, and subscribes again, by itself. */
export function redisLine({ REDIS_URL, APP_SECRET }: { REDIS_URL: string; APP_SECRET: string }): OpenLine {
  // Nodes of one shop share its secret, and another shop on the same Redis has another.
  const channel = `shanhuo:${createHash('sha256').update(APP_SECRET).digest('hex').slice(0, 16)}`
  return (ears) => {
    const sender = createClient({
      url: REDIS_URL,
      disableOfflineQueue: true,
      pingInterval: PING_MS,
      socket: {
        connectTimeout: CONNECT_MS,
        reconnectStrategy: (attempt) => Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS),
      },
    })
    const listener = sender.duplicate({ disableOfflineQueue: false })
    const clients = [sender, listener]
    let isUp = false
    let isSubscribed = false

    function look() {
      if (isUp || !isSubscribed || !sender.isReady || !listener.isReady) return
      isUp = true
      ears.up()
    }
    for (const client of clients) {
      client.on('ready', look)
      client.on('error', (error) => {
        isUp = false
        ears.down(error)
      })
      // It tries again until it is told to stop; `error` has said why meanwhile.
      client.connect().catch(() => {})
    }
    listener.subscribe(channel, ears.heard).then(
      () => {
        isSubscribed = true
        look()
      },
      (error: unknown) => ears.down(error),
    )
    return {
      async send(packet) {
        await sender.publish(channel, packet)
      },
      async close() {
        for (const client of clients) client.destroy()
      },
    } satisfies Line
  }
}

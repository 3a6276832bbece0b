import { z } from 'zod'
import { createListeners } from './listeners.ts'
import type { Log } from './log.ts'
import type { NodeBus, Topic } from './node-bus.ts'

/** A room full of people acts within seconds; other nodes are told this often. */
const TOLD_EVERY_MS = 500

type SessionNewsDeps = {
  bus: NodeBus
  log: Log
  /** what has changed, between nodes */
  name: string
  /** what is remembered of a session is not true any more */
  forget(liveSessionId: string): void
  /** sessions that may have changed while nodes did not hear each other */
  recent(): Promise<string[]>
}

/**
 * That something of a live session has changed: to who listens here, and to the other nodes. It is a hint without the
 * thing itself, which is read afresh.
 */
export function createSessionNews({ bus, log, name, forget, recent }: SessionNewsDeps) {
  const topic: Topic<string[]> = { name, schema: z.array(z.string()) }
  const changes = createListeners<[liveSessionId: string]>()
  const waiting = new Set<string>()
  let telling: NodeJS.Timeout | null = null

  function hear(liveSessionId: string) {
    forget(liveSessionId)
    changes.tell(liveSessionId)
  }
  function tellOthers() {
    telling = null
    bus.publish(topic, [...waiting])
    waiting.clear()
  }
  const stops = [
    bus.subscribe(topic, (liveSessionIds) => liveSessionIds.forEach(hear)),
    bus.onGap(() => {
      recent().then(
        (liveSessionIds) => liveSessionIds.forEach(hear),
        (error: unknown) => log.warn({ error, news: name }, 'what other nodes did was not looked up'),
      )
    }),
  ]
  return {
    changed(liveSessionId: string) {
      hear(liveSessionId)
      waiting.add(liveSessionId)
      telling ??= setTimeout(tellOthers, TOLD_EVERY_MS).unref()
    },
    onChanged: changes.on,
    close() {
      for (const stop of stops) stop()
      if (telling) clearTimeout(telling)
    },
  }
}

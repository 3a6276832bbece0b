import { z } from 'zod'
import { createListeners } from '#server/platform/listeners.ts'
import type { Log } from '#server/platform/log.ts'
import type { NodeBus, Topic } from '#server/platform/node-bus.ts'

/** A room full of people enters within seconds; other nodes count them this often. */
const TOLD_EVERY_MS = 500

const drawChanged: Topic<string[]> = { name: 'draw-changed', schema: z.array(z.string()) }

type NewsDeps = {
  bus: NodeBus
  log: Log
  /** what is remembered of a session's draw is not true any more */
  forget(liveSessionId: string): void
  /** sessions whose draw may have changed while nodes did not hear each other */
  recent(): Promise<string[]>
}

/** That a session's draw has changed: to who listens here, and to the other nodes. What it is now is read afresh. */
export function createDrawNews({ bus, log, forget, recent }: NewsDeps) {
  const changes = createListeners<[liveSessionId: string]>()
  const waiting = new Set<string>()
  let telling: NodeJS.Timeout | null = null

  function hear(liveSessionId: string) {
    forget(liveSessionId)
    changes.tell(liveSessionId)
  }
  function tellOthers() {
    telling = null
    bus.publish(drawChanged, [...waiting])
    waiting.clear()
  }
  const stops = [
    bus.subscribe(drawChanged, (liveSessionIds) => liveSessionIds.forEach(hear)),
    bus.onGap(() => {
      recent().then(
        (liveSessionIds) => liveSessionIds.forEach(hear),
        (error: unknown) => log.warn({ error }, 'what other nodes did to draws was not looked up'),
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

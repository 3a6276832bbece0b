import { z } from 'zod'
import type { Clock } from './clock.ts'
import { createListeners } from './listeners.ts'
import type { Log } from './log.ts'
import type { NodeBus, Topic } from './node-bus.ts'
import { createRemembered } from './remembered.ts'

/** A room full of people acts within seconds; other nodes are told this often. */
const TOLD_EVERY_MS = 500

/** A crowd that opens the room at once is served by one reading. */
const SHARED_MS = 1_000
/** Nodes that did not hear each other for longer have told each other since. */
const GAP_MS = 60_000

type SessionNewsDeps<Value> = {
  bus: NodeBus
  clock: Clock
  log: Log
  /** what has changed, between nodes */
  name: string
  /** what all in the room are told alike */
  read(liveSessionId: string): Promise<Value>
  /** sessions that may have changed since */
  changedSince(since: Date): Promise<string[]>
}

/**
 * That something of a live session has changed: to who listens here, and to the other nodes. It is a hint without the
 * thing itself, which is read afresh, once for all who ask while nothing changes.
 */
export function createSessionNews<Value>(deps: SessionNewsDeps<Value>) {
  const { bus, clock, log, name, read, changedSince } = deps
  const latest = createRemembered({ clock, forMs: SHARED_MS }, read)
  const topic: Topic<string[]> = { name, schema: z.array(z.string()) }
  const changes = createListeners<[liveSessionId: string]>()
  const waiting = new Set<string>()
  let telling: NodeJS.Timeout | null = null

  function hear(liveSessionId: string) {
    latest.forget(liveSessionId)
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
      changedSince(new Date(clock.now().getTime() - GAP_MS)).then(
        (liveSessionIds) => liveSessionIds.forEach(hear),
        (error: unknown) => log.warn({ error, news: name }, 'what other nodes did was not looked up'),
      )
    }),
  ]
  return {
    latest: latest.get,
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

import { z } from 'zod'
import type { Log } from './log.ts'

/** What comes while a packet is on its way goes with the next; this is the least between two. */
const GATHER_MS = 25
/** PostgreSQL's NOTIFY carries less than 8,000 bytes. */
const PACKET_BYTES = 7_500
/** News that a broken line holds back. What does not fit is replaced by "look again". */
const KEPT = 5_000
/** While the line is down, the database is asked this often instead. */
const LOOK_MS = 1_000

/** A kind of news, and what it carries. */
export type Topic<Payload> = { name: string; schema: z.ZodType<Payload> }

/** `away`: the line is down, look again (once a second). `back`: it is up again, and something may have been missed. */
export type Gap = 'away' | 'back'

/**
 * What nodes tell each other. News is a hint: it may be late, doubled or lost, and whoever hears it reads the truth
 * from the database. A node does not hear itself.
 */
export type NodeBus = {
  /** this life of this node */
  nodeId: string
  publish<Payload>(topic: Topic<Payload>, payload: Payload): void
  subscribe<Payload>(topic: Topic<Payload>, hear: (payload: Payload, from: string) => void): () => void
  onGap(look: (gap: Gap) => void): () => void
  close(): Promise<void>
}

/** How packets travel. A line mends itself and says when it is up and down. */
export type Line = { send(packet: string): Promise<void>; close(): Promise<void> }
export type Ears = { heard(packet: string): void; up(): void; down(error: unknown): void }
export type OpenLine = (ears: Ears) => Line

type News = [topic: string, payload: unknown]
const packetSchema = z.object({ from: z.string(), news: z.array(z.tuple([z.string(), z.unknown()])) })
const lookAgain: Topic<null> = { name: 'look-again', schema: z.null() }

/** For a shop of one node. */
export const noOtherNodes: NodeBus = {
  nodeId: 'alone',
  publish: () => {},
  subscribe: () => () => {},
  onGap: () => () => {},
  close: async () => {},
}

export function createNodeBus(deps: { nodeId: string; openLine: OpenLine; log: Log }): NodeBus {
  const { nodeId, openLine, log } = deps
  const hearers = createHearers(log)
  const lookers = new Set<(gap: Gap) => void>()
  const look = (gap: Gap) => {
    for (const looker of lookers) looker(gap)
  }
  const state = createLineState(look, log)
  const outgoing = createOutgoing({
    nodeId,
    send: (packet) => line.send(packet),
    isUp: state.isUp,
  })
  const line = openLine({
    heard(text) {
      const packet = hearers.read(text)
      if (packet && packet.from !== nodeId) for (const news of packet.news) hearers.hear(news, packet.from)
    },
    up() {
      state.up()
      outgoing.go()
    },
    down: state.down,
  })
  hearers.on(lookAgain, () => look('back'))

  return {
    nodeId,
    publish: ({ name }, payload) => outgoing.add([name, payload]),
    subscribe: hearers.on,
    onGap(looker) {
      lookers.add(looker)
      return () => void lookers.delete(looker)
    },
    async close() {
      state.close()
      outgoing.close()
      await line.close()
    },
  }
}

function createLineState(look: (gap: Gap) => void, log: Log) {
  let isUp = false
  let looking: NodeJS.Timeout | null = null
  let isClosed = false
  function watch() {
    if (!isClosed) looking ??= setInterval(() => look('away'), LOOK_MS).unref()
  }
  // Nobody knows yet how long the first connection takes.
  watch()
  let wasDown = false
  return {
    isUp: () => isUp,
    up() {
      isUp = true
      if (looking) clearInterval(looking)
      looking = null
      if (wasDown) {
        log.warn('the line to the other nodes is up again')
        look('back')
      }
    },
    down(error: unknown) {
      if (isUp) log.warn({ error }, 'the line to the other nodes is down; the database is asked every second')
      isUp = false
      wasDown = true
      watch()
    },
    close() {
      isClosed = true
      if (looking) clearInterval(looking)
    },
  }
}

function createHearers(log: Log) {
  const hearers = new Map<string, Set<(payload: unknown, from: string) => void>>()
  return {
    on<Payload>({ name, schema }: Topic<Payload>, hear: (payload: Payload, from: string) => void) {
      const ofTopic = hearers.get(name) ?? new Set()
      hearers.set(name, ofTopic)
      // A node of the next version may say more than we understand.
      const listener = (payload: unknown, from: string) => {
        const parsed = schema.safeParse(payload)
        if (parsed.success) hear(parsed.data, from)
        else log.warn({ topic: name, error: parsed.error }, 'another node told what is not understood')
      }
      ofTopic.add(listener)
      return () => void ofTopic.delete(listener)
    },
    read(text: string) {
      try {
        return packetSchema.parse(JSON.parse(text))
      } catch (error) {
        log.warn({ error }, 'a packet of another node is not understood')
        return null
      }
    },
    hear([topic, payload]: News, from: string) {
      for (const listener of hearers.get(topic) ?? []) listener(payload, from)
    },
  }
}

type OutgoingDeps = { nodeId: string; send(packet: string): Promise<void>; isUp(): boolean }

/** One packet at a time; while the line is down, the last of the news waits for it. */
function createOutgoing({ nodeId, send, isUp }: OutgoingDeps) {
  let queue: { text: string; bytes: number }[] = []
  let timer: NodeJS.Timeout | undefined
  let isGoing = false
  let isClosed = false
  const head = `{"from":${JSON.stringify(nodeId)},"news":[`
  const item = (news: News) => {
    const text = JSON.stringify(news)
    return { text, bytes: Buffer.byteLength(text) + 1 }
  }

  function take() {
    let bytes = head.length + 2
    let count = 0
    while (count < queue.length && bytes + queue[count]!.bytes <= PACKET_BYTES) bytes += queue[count++]!.bytes
    return queue.slice(0, count)
  }
  async function burst() {
    while (queue.length > 0 && isUp() && !isClosed) {
      const packet = take()
      await send(`${head}${packet.map(({ text }) => text).join()}]}`)
      const sent = new Set(packet)
      queue = queue.filter((waiting) => !sent.has(waiting))
    }
  }
  function go() {
    if (isGoing || isClosed || !isUp() || queue.length === 0) return
    isGoing = true
    void burst()
      .catch(() => {}) // a line that breaks says so itself, and what was not sent is still here
      .finally(() => {
        timer = setTimeout(() => {
          isGoing = false
          go()
        }, GATHER_MS).unref()
      })
  }

  return {
    go,
    add(news: News) {
      const added = item(news)
      if (head.length + 2 + added.bytes > PACKET_BYTES)
        throw new Error(`News of ${news[0]} is too long for one packet`)
      queue.push(added)
      if (queue.length > KEPT) queue = [item([lookAgain.name, null])]
      go()
    },
    close() {
      isClosed = true
      clearTimeout(timer)
    },
  }
}

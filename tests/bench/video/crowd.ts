// Viewers: each has connections of its own, as a browser has.
import { writeFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Counted, CrowdAsk, CrowdSays, Way } from './contract.ts'
import { watchLowLatency, watchPlain, type Get } from './viewer.ts'

type Viewer = { agent: http.Agent; hasSeen: () => void }
type Asked = { agent: http.Agent; name: string; atMs: number }

const WATCH = { ll: watchLowLatency, plain: watchPlain }
/** They do not all come in the same instant. */
const ARRIVE_WITHIN_MS = 1_000
/** After something went wrong, as our player waits. */
const AGAIN_MS = 500

let base = ''
let counted: Counted = { asked: 0, pieces: 0, bytes: 0, failed: 0 }
let countedFrom = 0
/** what is written down; null: nothing is */
let kept: { asked: Asked[]; answers: Map<string, Buffer> } | null = null
let written: Asked[] = []
let isOver = false
const watching: Promise<void>[] = []

const say = (said: CrowdSays) => process.send!(said)

function fetchOver(agent: http.Agent, address: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const request = http.get(
      address,
      { agent, headers: { 'accept-encoding': 'gzip, deflate, br' } },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () =>
          answer.statusCode === 200
            ? resolve(Buffer.concat(chunks))
            : reject(new Error(`${answer.statusCode} at ${address}`)),
        )
      },
    )
    // A connection that was kept may be closed while a question is on its way: browsers ask it again on a new one.
    request.on('error', (error) =>
      request.reusedSocket ? resolve(fetchOver(agent, address)) : reject(error),
    )
  })
}

const getOf =
  ({ agent, hasSeen }: Viewer): Get =>
  async (name) => {
    counted.asked++
    const bytes = await fetchOver(agent, `${base}/${name}`)
    counted.bytes += bytes.length
    kept?.asked.push({ agent, name, atMs: performance.now() - countedFrom })
    kept?.answers.set(name, bytes)
    if (name.endsWith('.m4s')) {
      counted.pieces++
      hasSeen()
    }
    return bytes
  }

/** @returns once it has a piece of the picture */
async function arrive(way: Way, delayMs: number): Promise<void> {
  await sleep(delayMs)
  await new Promise<void>((resolve) => void watching.push(watchOn(way, resolve)))
}

async function watchOn(way: Way, hasSeen: () => void): Promise<void> {
  const get = getOf({ agent: new http.Agent({ keepAlive: true }), hasSeen })
  while (!isOver) {
    await WATCH[way](get, () => isOver).catch((error: unknown) => {
      counted.failed++
      console.error(String(error))
    })
    if (!isOver) await sleep(AGAIN_MS)
  }
}

async function replay(origin: string, speed: number): Promise<void> {
  await Promise.all(
    written.map(async ({ agent, name, atMs }) => {
      await sleep(atMs / speed)
      await fetchOver(agent, `${origin}/${encodeURIComponent(name)}`)
    }),
  )
}

async function hear(asked: CrowdAsk): Promise<void> {
  switch (asked.kind) {
    case 'watch': {
      base = asked.base
      const { way, viewers } = asked
      const delays = Array.from({ length: viewers }, (_, n) => (n / viewers) * ARRIVE_WITHIN_MS)
      await Promise.all(delays.map((delayMs) => arrive(way, delayMs)))
      return void say({ kind: 'watching' })
    }
    case 'count':
      counted = { asked: 0, pieces: 0, bytes: 0, failed: 0 }
      countedFrom = performance.now()
      kept = asked.isKept ? { asked: [], answers: new Map() } : null
      return void say({ kind: 'counting' })
    case 'report':
      if (asked.dir !== null)
        for (const [name, bytes] of kept?.answers ?? [])
          writeFileSync(path.join(asked.dir, encodeURIComponent(name)), bytes)
      written = kept?.asked ?? []
      kept = null
      return void say({ kind: 'report', ...counted })
    case 'leave':
      isOver = true
      await Promise.all(watching)
      return void say({ kind: 'left' })
    case 'replay':
      await replay(asked.origin, asked.speed)
      return void say({ kind: 'replayed' })
  }
}

process.on('message', (asked: CrowdAsk) => void hear(asked))

// Each kills what it names with SIGKILL and waits until it answers again.
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Chance } from '../../simulation/chance.ts'
import type { Ground } from './ground.ts'

const LOOK_MS = 20
const PATIENCE_MS = 60_000

export type Disaster = {
  name: string
  mayHappen(ground: Ground): boolean
  /** @returns when what was killed answers again */
  strike(ground: Ground, chance: Chance): Promise<void>
}

export const disasters: readonly Disaster[] = [
  {
    name: 'node',
    mayHappen: () => true,
    async strike({ shop }, chance) {
      const victim = chance.oneOf(shop.nodes)!
      const killed = victim.pid()
      process.kill(killed, 'SIGKILL')
      await until(async () => victim.pid() !== killed && (await isReady(victim.port)))
    },
  },
  {
    name: 'postgres',
    mayHappen: () => true,
    async strike({ postgres, place }) {
      const killed = postgres.pid()
      process.kill(killed, 'SIGKILL')
      await until(async () => postgres.pid() !== killed && (await answers(place.url)))
    },
  },
  {
    name: 'redis',
    mayHappen: ({ redis }) => redis !== null,
    async strike({ redis }) {
      const killed = redis!.pid()
      process.kill(killed, 'SIGKILL')
      await until(async () => redis!.pid() !== killed && (await pongs(redis!.port)))
    },
  },
]

async function until(isBack: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; await sleep(LOOK_MS))
    if (await isBack().catch(() => false)) return
  throw new Error('What was killed did not come back')
}

const isReady = async (port: number) => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  await client.query('select 1')
  await client.end()
  return true
}

function pongs(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    socket.once('error', () => resolve(false))
    socket.once('data', (said) => {
      socket.destroy()
      resolve(said.toString().startsWith('+PONG'))
    })
  })
}

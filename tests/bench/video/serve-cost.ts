// What it costs a node to serve a picture: processor time a viewer, beside a bare node:http that answers the same
// questions, at the same times, with the same bytes.
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cpuMeter } from '../proc.ts'
import { answered, ended, launch } from '../programs.ts'
import {
  WAYS,
  type BareAsk,
  type BareSays,
  type Counted,
  type CrowdAsk,
  type CrowdSays,
  type Way,
} from './contract.ts'

export type ServeSize = { sec: number; viewers: Record<Way, number> }
/** Seconds of a processor that a viewer costs each second. */
export type Served = { ours: number; bare: number; viewers: number } & Pick<
  Counted,
  'asked' | 'pieces' | 'failed'
>
export type ServeCost = { idle: number } & Record<Way, Served>

/** Who has just come asks for more. */
const SETTLE_MS = 1_000
/** The baseline's code is compiled by then. */
const WARM_UP_SPEED = 4

/** @param base where a picture is that is on the air, in the shop of E2E_ORIGIN */
export async function serveCost(base: string, size: ServeSize): Promise<ServeCost> {
  const ourCpu = cpuMeter(Number(process.env.E2E_SERVER_PID))
  const idle = await cpuASecond(ourCpu, () => sleep(size.sec * 1_000))
  const costs = { idle } as ServeCost
  for (const way of WAYS) costs[way] = await costOf(way, { base, size, ourCpu, idle })
  return costs
}

type Measured = { base: string; size: ServeSize; ourCpu: () => number; idle: number }

async function costOf(way: Way, { base, size, ourCpu, idle }: Measured): Promise<Served> {
  const children: ChildProcess[] = []
  const dir = mkdtempSync(path.join(tmpdir(), 'shanhuo-bench-served-'))
  const viewers = size.viewers[way]
  try {
    const crowd = await launch('video/crowd', { children })
    await ask(crowd, { kind: 'watch', base, way, viewers })
    await sleep(SETTLE_MS)
    await ask(crowd, { kind: 'count', isKept: true })
    const ours = await cpuASecond(ourCpu, () => sleep(size.sec * 1_000))
    const { asked, pieces, failed } = await ask<Counted>(crowd, { kind: 'report', dir })
    await ask(crowd, { kind: 'leave' })

    const bare = await launch('video/bare', { children })
    const { port } = await answered<BareSays>(bare, { dir } satisfies BareAsk)
    const origin = `http://127.0.0.1:${port}`
    await ask(crowd, { kind: 'replay', origin, speed: WARM_UP_SPEED })
    const bareCost = await cpuASecond(cpuMeter(bare.pid!), () =>
      ask(crowd, { kind: 'replay', origin, speed: 1 }),
    )
    return { ours: (ours - idle) / viewers, bare: bareCost / viewers, viewers, asked, pieces, failed }
  } finally {
    await ended(children)
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Seconds of a processor each second, while something goes on. */
async function cpuASecond(cpu: () => number, during: () => Promise<unknown>): Promise<number> {
  const [from, began] = [cpu(), performance.now()]
  await during()
  return (cpu() - from) / ((performance.now() - began) / 1_000)
}

const ask = <Said = CrowdSays>(crowd: ChildProcess, asked: CrowdAsk) => answered<Said>(crowd, asked)

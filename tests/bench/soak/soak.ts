// One picture on the air for an hour, by way of the door for pictures, with a few who watch it both ways: what of the
// node grows meanwhile. The recording does, by as much as it is longer.
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import setup from '#tests/e2e/setup.ts'
import { secretary, signIn } from '#tests/e2e/steps.ts'
import { ffmpegHere } from '#tests/make/obs.ts'
import { findChromium } from '../../../scripts/chromium.mjs'
import { anyFreePort } from '../../../scripts/ports.mjs'
import { rounded, type Bench, type BenchResult } from '../bench.ts'
import { answered, ended, launch } from '../programs.ts'
import { recordedPicture } from '../video/ffmpeg-cost.ts'
import { WAYS, type Counted, type CrowdAsk, type CrowdSays } from '../video/contract.ts'
import { showFilm, type OnAir } from '../video/on-air.ts'
import { openCollector, type Collector } from './collector.ts'
import { bytesIn, leastOf, readNode, secondsOf, type Reading } from './gauges.ts'
import { trendOf, type Trend } from './verdict.ts'

type Size = { samples: number; sampleSec: number }
type Sample = Reading & Counted & { atSec: number; diskMb: number; recordedSec: number }

const FULL: Size = { samples: 60, sampleSec: 60 }
const QUICK: Size = { samples: 18, sampleSec: 10 }
/** A sample has the least of so many. */
const READINGS = 5
const READ_EACH_MS = 200
/** Small, so that it can run beside other work, and yet so much that a small picture is made of it. */
const FILM = { size: '320x180', rate: 15, kbits: 700 }
const FILM_SEC = 30
const VIEWERS_EACH_WAY = 3
/** Addresses are good for an hour. */
const ADDRESS_EACH_SEC = 1_200

/** What is called flat: shares of what it was. A handle is a handle. */
const MOST_GROWTH = { memory: 0.1, diskPerSecond: 0.05 }
/** Of the pieces that a viewer could have had, those that must have come. */
const LEAST_SEEN = 0.9
/** A second: quarters for low latency, and the whole of it. */
const PIECES_A_SECOND = VIEWERS_EACH_WAY * (4 + 1)

export const soak: Bench = async ({ quick, say }) => {
  if (!ffmpegHere) throw new Error('There is no ffmpeg here: it is part of what is watched')
  const size = quick ? QUICK : FULL
  const dir = mkdtempSync(path.join(tmpdir(), 'shanhuo-bench-soak-'))
  const film = path.join(dir, 'film.mkv')
  writeFileSync(film, recordedPicture(FILM_SEC, FILM))
  const inspectorPort = await anyFreePort()
  process.env.NODE_OPTIONS = `--inspect-port=${inspectorPort}`
  const closeShop = await setup()
  const children: ChildProcess[] = []
  let onAir: OnAir | null = null
  let collector: Collector | null = null
  try {
    onAir = await goLive(film)
    collector = await openCollector(Number(process.env.E2E_SERVER_PID), inspectorPort)
    const crowd = await launch('video/crowd', { children })
    return summary(await sampleAll({ onAir, crowd, collector, size, say }))
  } finally {
    collector?.close()
    onAir?.stop()
    await ended(children)
    await closeShop()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** The host's page is closed again: all that is left of the host is the camera. */
async function goLive(film: string): Promise<OnAir> {
  const executablePath = await findChromium()
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] })
  try {
    const host = await browser.newPage({ baseURL: process.env.E2E_ORIGIN!, locale: 'zh-CN' })
    await signIn(host, secretary)
    return await showFilm(host, '播一个小时', { file: film, bitsPerSecond: FILM.kbits * 1_000 })
  } finally {
    await browser.close()
  }
}

type Watched = {
  onAir: OnAir
  crowd: ChildProcess
  collector: Collector
  size: Size
  say(line: string): void
}

async function sampleAll({ onAir, crowd, collector, size, say }: Watched): Promise<Sample[]> {
  for (const way of WAYS)
    await ask(crowd, { kind: 'watch', base: await onAir.base(), way, viewers: VIEWERS_EACH_WAY })
  const samples: Sample[] = []
  const began = performance.now()
  let addressAt = began
  await ask(crowd, { kind: 'count', isKept: false })
  for (let number = 1; number <= size.samples; number++) {
    await sleep(Math.max(0, began + number * size.sampleSec * 1_000 - performance.now()))
    const counted = await ask<Counted>(crowd, { kind: 'report', dir: null })
    // At once: what comes while the node is looked at counts as well.
    await ask(crowd, { kind: 'count', isKept: false })
    await collector.collect()
    const reading = await readNow()
    const base = await onAir.base()
    if (performance.now() - addressAt > ADDRESS_EACH_SEC * 1_000) {
      addressAt = performance.now()
      await ask(crowd, { kind: 'watch', base, way: 'll', viewers: 0 })
    }
    const sample: Sample = {
      ...{ ...reading, ...counted },
      atSec: (performance.now() - began) / 1_000,
      diskMb: bytesIn(path.join(process.env.E2E_DATA_DIR!, 'video', onAir.liveSessionId)) / 1024 / 1024,
      recordedSec: await secondsOf(`${base}/recording.m3u8`),
    }
    samples.push(sample)
    say(lineOf(sample))
  }
  return samples
}

async function readNow(): Promise<Reading> {
  const readings: Reading[] = []
  while (readings.length < READINGS) {
    readings.push(await readNode(Number(process.env.E2E_SERVER_PID), process.env.E2E_ORIGIN!))
    await sleep(READ_EACH_MS)
  }
  return leastOf(readings)
}

const ask = <Said = CrowdSays>(crowd: ChildProcess, asked: CrowdAsk) => answered<Said>(crowd, asked)

function lineOf(sample: Sample): string {
  const { atSec, residentMb, heapMb, handles, ffmpegs, diskMb, recordedSec, pieces, failed } = sample
  return [
    `${atSec.toFixed(0).padStart(5)} s`,
    `resident ${residentMb.toFixed(1)} MB, heap ${heapMb.toFixed(1)} MB`,
    `${handles} handles, ${ffmpegs} ffmpeg`,
    `${diskMb.toFixed(2)} MB for ${recordedSec.toFixed(0)} s of recording`,
    `${pieces} pieces seen, ${failed} failed`,
  ].join('  ')
}

/** Bytes that each further second of the recording took. */
function diskPerSecond(samples: readonly Sample[]) {
  return samples.slice(1).map(({ atSec, diskMb, recordedSec }, at) => {
    const before = samples[at]!
    return { atSec, value: ((diskMb - before.diskMb) * 1024) / (recordedSec - before.recordedSec) }
  })
}

function summary(samples: readonly Sample[]): BenchResult {
  const trend = (of: (sample: Sample) => number) =>
    trendOf(samples.map((sample) => ({ atSec: sample.atSec, value: of(sample) })))
  const resident = trend(({ residentMb }) => residentMb)
  const heap = trend(({ heapMb }) => heapMb)
  const handles = trend((sample) => sample.handles)
  const disk = trendOf(diskPerSecond(samples))
  const ffmpegs = samples.map((sample) => sample.ffmpegs)
  const verdicts = {
    resident: resident.growth < MOST_GROWTH.memory,
    heap: heap.growth < MOST_GROWTH.memory,
    handles: handles.growth * handles.level < 1,
    disk: Math.abs(disk.growth) < MOST_GROWTH.diskPerSecond,
    // One for the whole picture, one for the small one.
    ffmpegs: ffmpegs.every((count) => count === 2),
    viewers: hasSeenAll(samples),
  }
  const cost = ({ growth }: Trend) => rounded(1 + growth, 3)
  return {
    rounds: [...samples, verdicts],
    invariantsHold: Object.values(verdicts).every(Boolean),
    medians: {
      ...{ minutes: rounded(samples.at(-1)!.atSec / 60, 1), ffmpegsMost: Math.max(...ffmpegs) },
      ...{ residentMb: rounded(resident.level, 1), residentMbPerHour: rounded(resident.perHour) },
      ...{ heapMb: rounded(heap.level, 1), heapMbPerHour: rounded(heap.perHour) },
      ...{ handles: handles.level, handlesPerHour: rounded(handles.perHour) },
      ...{ diskKbPerSecond: rounded(disk.level, 1), diskKbPerSecondPerHour: rounded(disk.perHour) },
    },
    ratios: {
      ...{ residentGrowthCost: cost(resident), heapGrowthCost: cost(heap) },
      ...{ handlesGrowthCost: cost(handles), diskPerSecondGrowthCost: cost(disk) },
    },
    chart: {
      title: 'A picture on the air: what grew',
      unit: 'per cent after the first sixth of the time; less is better',
      bars: Object.entries({ resident, heap, handles, 'disk a second': disk }).map(([label, { growth }]) => ({
        label,
        value: rounded(growth * 100, 1),
      })),
    },
  }
}

/** Nobody was left without a picture. */
function hasSeenAll(samples: readonly Sample[]): boolean {
  const seconds = samples.at(-1)!.atSec
  const pieces = samples.reduce((sum, sample) => sum + sample.pieces, 0)
  const failed = samples.reduce((sum, sample) => sum + sample.failed, 0)
  return failed === 0 && pieces > LEAST_SEEN * PIECES_A_SECOND * seconds
}

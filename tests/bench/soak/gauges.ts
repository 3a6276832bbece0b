// What of a node could grow while a picture is on the air.
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { childrenOf, handles, residentBytes } from '../proc.ts'

/** `ffmpegs`: its children. */
export type Reading = { residentMb: number; heapMb: number; handles: number; ffmpegs: number }

const MB = 1024 * 1024

/** Of a node that answers at `origin`. */
export async function readNode(pid: number, origin: string): Promise<Reading> {
  const metrics = await (await fetch(`${origin}/metrics`)).text()
  const heapBytes = Number(/^nodejs_heap_size_used_bytes (\S+)$/m.exec(metrics)![1])
  return {
    residentMb: residentBytes(pid) / MB,
    heapMb: heapBytes / MB,
    handles: handles(pid),
    ffmpegs: childrenOf(pid, 'ffmpeg'),
  }
}

/** Of each the least: an answer or a snapshot that is under way is no growth. */
export function leastOf(readings: readonly Reading[]): Reading {
  const least = (of: (one: Reading) => number) => Math.min(...readings.map(of))
  return {
    residentMb: least(({ residentMb }) => residentMb),
    heapMb: least(({ heapMb }) => heapMb),
    handles: least((one) => one.handles),
    ffmpegs: least(({ ffmpegs }) => ffmpegs),
  }
}

export const bytesIn = (folder: string) =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0)

/** How long what a list names is. */
export async function secondsOf(list: string): Promise<number> {
  const text = await (await fetch(list)).text()
  return [...text.matchAll(/#EXTINF:([\d.]+)/g)].reduce((sum, [, sec]) => sum + Number(sec), 0)
}

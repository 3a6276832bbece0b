import { z } from 'zod'
import type { Segment } from './packager/timeline.ts'

/** A line for each segment of a recording, in order. */
export const INDEX = 'index.jsonl'

const kept = z.object({
  ...{ number: z.number(), name: z.string(), init: z.string(), run: z.number(), beginsRun: z.boolean() },
  startedAt: z.coerce.date(),
  durationSec: z.number(),
})

export const lineOf = ({ parts: _, ...segment }: Segment) => `${JSON.stringify(segment)}\n`

/** @returns null: it is no line, or a torn one. A process can die while it writes. */
export function segmentOf(line: string): Segment | null {
  const read = kept.safeParse(parsed(line))
  return read.success ? { ...read.data, parts: [] } : null
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

import { useState } from 'react'
import { checkDraw, type DrawCheck } from '#shared/draw.ts'
import { readWholeDraw } from './whole-draw.ts'

/** `reading`: so many entries have come. `failed`: not all could be read, and nothing was checked. */
export type Checking =
  | { kind: 'resting' }
  | { kind: 'reading'; entries: number }
  | { kind: 'failed' }
  | { kind: 'checked'; check: DrawCheck }

async function readJson(path: string): Promise<unknown> {
  const answer = await fetch(path)
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  return answer.json()
}

/** Makes a sale's draw again in the reader's own browser, from everything that was published about it. */
export function useDrawCheck(saleId: string) {
  const [checking, setChecking] = useState<Checking>({ kind: 'resting' })
  async function start() {
    setChecking({ kind: 'reading', entries: 0 })
    try {
      const log = await readWholeDraw(saleId, readJson, (entries) =>
        setChecking({ kind: 'reading', entries }),
      )
      const check = checkDraw(log)
      setChecking(check ? { kind: 'checked', check } : { kind: 'failed' })
    } catch {
      setChecking({ kind: 'failed' })
    }
  }
  return { checking, start: () => void start() }
}

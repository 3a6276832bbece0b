import { useState } from 'react'

/** `reading`: so many entries have come. `failed`: not all could be read, and nothing was checked. */
export type Checking<Check> =
  | { kind: 'resting' }
  | { kind: 'reading'; entries: number }
  | { kind: 'failed' }
  | { kind: 'checked'; check: Check }

type Read = (path: string) => Promise<unknown>
/** Reads all that was published of a draw, and makes it again. @returns null while its seed is secret */
export type MakeAgain<Check> = (read: Read, onEntries: (count: number) => void) => Promise<Check | null>

async function readJson(path: string): Promise<unknown> {
  const answer = await fetch(path)
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  return answer.json()
}

/** Makes a draw again in the reader's own browser, from everything that was published about it. */
export function useDrawCheck<Check>(makeAgain: MakeAgain<Check>) {
  const [checking, setChecking] = useState<Checking<Check>>({ kind: 'resting' })
  async function start() {
    setChecking({ kind: 'reading', entries: 0 })
    try {
      const check = await makeAgain(readJson, (entries) => setChecking({ kind: 'reading', entries }))
      setChecking(check ? { kind: 'checked', check } : { kind: 'failed' })
    } catch {
      setChecking({ kind: 'failed' })
    }
  }
  return { checking, start: () => void start() }
}

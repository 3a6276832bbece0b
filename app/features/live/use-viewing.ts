import { useSyncExternalStore } from 'react'

/** How a live picture is watched on this device: whole, small, only heard, or not at all. */
export const VIEWINGS = ['whole', 'small', 'sound', 'off'] as const
export type Viewing = (typeof VIEWINGS)[number]

const KEY = 'shanhuo.picture'

/** What Chromium tells of a phone that saves data. */
type Connected = Navigator & { connection?: { saveData?: boolean } }

/** Of a browser that keeps nothing, which throws: it is as chosen on this page. */
let chosenHere: Viewing | null = null

function read(): Viewing | 'ask' {
  const chosen = chosenHere ?? kept()
  return chosen ?? ((navigator as Connected).connection?.saveData ? 'ask' : 'whole')
}
function kept(): Viewing | null {
  try {
    const text = localStorage.getItem(KEY)
    return VIEWINGS.find((viewing) => viewing === text) ?? null
  } catch {
    return null
  }
}
function subscribe(onChange: () => void) {
  addEventListener('storage', onChange)
  return () => removeEventListener('storage', onChange)
}
function choose(viewing: Viewing) {
  try {
    localStorage.setItem(KEY, viewing)
  } catch {
    chosenHere = viewing
  }
  // Only other tabs hear of it by themselves.
  dispatchEvent(new StorageEvent('storage', { key: KEY }))
}

/**
 * How live pictures are watched on this device, as it was chosen last. `ask`: nothing was chosen, and the phone saves
 * data.
 * @returns null until the page runs: nothing is loaded before it is known
 */
export function useViewing(): [Viewing | 'ask' | null, (viewing: Viewing) => void] {
  return [useSyncExternalStore<Viewing | 'ask' | null>(subscribe, read, () => null), choose]
}

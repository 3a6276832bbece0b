import { useSyncExternalStore } from 'react'

const KEY = 'shanhuo.picture'

/** What Chromium tells of a phone that saves data. */
type Connected = Navigator & { connection?: { saveData?: boolean } }

/** A browser that keeps nothing throws; then it is as chosen on this page. */
let chosenHere: string | null = null

function read(): boolean {
  const chosen = chosenHere ?? kept()
  return chosen === null ? !(navigator as Connected).connection?.saveData : chosen === 'on'
}
function kept(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}
function subscribe(onChange: () => void) {
  addEventListener('storage', onChange)
  return () => removeEventListener('storage', onChange)
}
function choose(isWanted: boolean) {
  chosenHere = isWanted ? 'on' : 'off'
  try {
    localStorage.setItem(KEY, chosenHere)
  } catch {
    // asked again on the next visit
  }
  // Only other tabs hear of it by themselves.
  dispatchEvent(new StorageEvent('storage', { key: KEY }))
}

/**
 * Whether live pictures are wanted on this device: as it was chosen last, else not where the phone saves data.
 * @returns null until the page runs: nothing is loaded before it is known
 */
export function usePictureWanted(): [boolean | null, (isWanted: boolean) => void] {
  return [useSyncExternalStore<boolean | null>(subscribe, read, () => null), choose]
}

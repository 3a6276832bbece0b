import { useSyncExternalStore } from 'react'

const KEY = 'shanhuo.picture'

/** What Chromium tells of a phone that saves data. */
type Connected = Navigator & { connection?: { saveData?: boolean } }

function read(): boolean {
  const chosen = localStorage.getItem(KEY)
  return chosen === null ? !(navigator as Connected).connection?.saveData : chosen === 'on'
}
function subscribe(onChange: () => void) {
  addEventListener('storage', onChange)
  return () => removeEventListener('storage', onChange)
}
function choose(isWanted: boolean) {
  localStorage.setItem(KEY, isWanted ? 'on' : 'off')
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

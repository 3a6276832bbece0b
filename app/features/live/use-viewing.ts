import { useSyncExternalStore } from 'react'
import { keptChoice } from '#app/ui/kept-choice.ts'

/** How a live picture is watched on this device: whole, small, only heard, or not at all. */
export const VIEWINGS = ['whole', 'small', 'sound', 'off'] as const
export type Viewing = (typeof VIEWINGS)[number]

/** What Chromium tells of a phone that saves data. */
type Connected = Navigator & { connection?: { saveData?: boolean } }

const chosen = keptChoice('shanhuo.picture', VIEWINGS)
const read = (): Viewing | 'ask' =>
  chosen.read() ?? ((navigator as Connected).connection?.saveData ? 'ask' : 'whole')

/**
 * How live pictures are watched on this device, as it was chosen last. `ask`: nothing was chosen, and the phone saves
 * data.
 * @returns null until the page runs: nothing is loaded before it is known. `isChosen`: somebody wants it so
 */
export function useViewing(): [
  viewing: Viewing | 'ask' | null,
  choose: (viewing: Viewing) => void,
  isChosen: boolean,
] {
  const viewing = useSyncExternalStore<Viewing | 'ask' | null>(chosen.subscribe, read, () => null)
  const isChosen = useSyncExternalStore(
    chosen.subscribe,
    () => chosen.read() !== null,
    () => false,
  )
  return [viewing, chosen.choose, isChosen]
}

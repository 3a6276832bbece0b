import { useCallback, useSyncExternalStore } from 'react'

export type KeptChoice<Choice extends string> = {
  /** null: nothing was chosen yet */
  read(): Choice | null
  choose(choice: Choice): void
  subscribe(onChange: () => void): () => void
}

/** What was chosen last on this device; where a browser keeps nothing, which throws, on this page. */
export function keptChoice<Choice extends string>(
  key: string,
  choices: readonly Choice[],
): KeptChoice<Choice> {
  let chosenHere: Choice | null = null
  function kept(): Choice | null {
    try {
      const text = localStorage.getItem(key)
      return choices.find((choice) => choice === text) ?? null
    } catch {
      return null
    }
  }
  return {
    read: () => chosenHere ?? kept(),
    choose(choice) {
      try {
        localStorage.setItem(key, choice)
      } catch {
        chosenHere = choice
      }
      // Only other tabs hear of it by themselves.
      dispatchEvent(new StorageEvent('storage', { key }))
    },
    subscribe(onChange) {
      addEventListener('storage', onChange)
      return () => removeEventListener('storage', onChange)
    },
  }
}

const SWITCH = ['on', 'off'] as const
type KeptSwitch = KeptChoice<(typeof SWITCH)[number]>

/** Off until it is switched on. */
export const keptSwitch = (key: string): KeptSwitch => keptChoice(key, SWITCH)

export function useKeptSwitch({ subscribe, read, choose }: KeptSwitch): [boolean, (isOn: boolean) => void] {
  const isOn = useSyncExternalStore(
    subscribe,
    () => read() === 'on',
    () => false,
  )
  return [isOn, useCallback((on) => choose(on ? 'on' : 'off'), [choose])]
}

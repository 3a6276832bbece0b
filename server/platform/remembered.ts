import type { Clock } from './clock.ts'

type Options = { clock: Clock; forMs: number }

/**
 * What a crowd asks for alike, for a while: one reading serves all who ask meanwhile, also those who come before it is
 * done. A reading that failed is not remembered.
 */
export function createRemembered<Value>({ clock, forMs }: Options, read: (key: string) => Promise<Value>) {
  const known = new Map<string, { until: number; value: Promise<Value> }>()
  const forget = (key: string) => void known.delete(key)
  return {
    forget,
    get(key: string): Promise<Value> {
      const now = clock.now().getTime()
      const remembered = known.get(key)
      if (remembered && remembered.until > now) return remembered.value
      const value = read(key)
      known.set(key, { until: now + forMs, value })
      value.catch(() => {
        if (known.get(key)?.value === value) forget(key)
      })
      return value
    },
  }
}

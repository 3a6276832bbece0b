/** Who wants to hear something. A listener must not throw. */
export function createListeners<Heard extends readonly unknown[]>() {
  const listeners = new Set<(...heard: Heard) => void>()
  return {
    tell(...heard: Heard) {
      for (const listener of listeners) listener(...heard)
    },
    on(listener: (...heard: Heard) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

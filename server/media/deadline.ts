/** Does `act` when it has run for `ms` without being cleared. It keeps no process alive. */
export function createDeadline(ms: number, act: () => void) {
  let timer: NodeJS.Timeout | null = null
  return {
    /** unless it runs already */
    begin: () => (timer ??= setTimeout(act, ms).unref()),
    clear() {
      if (timer) clearTimeout(timer)
      timer = null
    },
  }
}

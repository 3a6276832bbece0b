/** Runs soon after it is asked to, and then at most once in `everyMs`, however often it is asked. */
export function createBeat(everyMs: number, run: () => void) {
  let timer: NodeJS.Timeout | null = null
  let asked = false
  const strike = () => {
    timer = null
    if (!asked) return
    asked = false
    timer = setTimeout(strike, everyMs)
    run()
  }
  return {
    ask() {
      asked = true
      timer ??= setTimeout(strike, 0)
    },
    isQuiet: () => timer === null,
    stop() {
      if (timer) clearTimeout(timer)
      asked = false
      timer = null
    },
  }
}

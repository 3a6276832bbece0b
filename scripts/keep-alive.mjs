// What is started again when it dies.
import { setTimeout as sleep } from 'node:timers/promises'

/** So that what dies of its start does not do it in a circle. */
const AGAIN_AFTER_MS = 500

/** @typedef {import('./run.mjs').Kept} Kept */

/**
 * @param {() => Kept} start
 * @param {{ onStart?: (child: Kept) => void, onLine: (line: string) => void }} hearers
 */
export function keepAlive(start, { onStart = () => {}, onLine }) {
  let isStopping = false
  let child = start()

  async function watch() {
    for (;;) {
      onStart(child)
      await child.ended
      if (isStopping) return
      onLine(`${child.name} died; it is started again`)
      await sleep(AGAIN_AFTER_MS)
      if (isStopping) return
      child = start()
    }
  }
  void watch()
  return {
    name: child.name,
    /** of the life that it is in now */
    pid: () => child.pid,
    log: () => child.log(),
    kill() {
      isStopping = true
      child.kill()
    },
    async stop() {
      isStopping = true
      await child.stop()
    },
  }
}

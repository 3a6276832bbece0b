// What has been opened is closed again in the opposite order, however we are asked to end.
import { endCommands } from './run.mjs'
import { explain } from './say.mjs'

/** A terminal and npm may both pass on one Ctrl-C; what comes later is a second one. */
const SAME_PRESS_MS = 800
const LOOK_FOR_PARENT_MS = 1_000

/** @typedef {{ stop: () => Promise<void> | void, kill?: () => void }} Opened `kill`: for a person who will not wait */

/** Answers SIGINT, SIGTERM and SIGHUP; a second one does not wait for what was taken to finish. */
export function closeOnSignals() {
  /** @type {Opened[]} */
  const opened = []
  let askedAt = 0
  /** @type {Promise<void> | undefined} */
  let closing

  async function closeAll() {
    endCommands()
    for (let last = opened.pop(); last; last = opened.pop()) {
      current = last
      await last.stop()
    }
  }
  /** @type {Opened | undefined} */
  let current

  function onSignal() {
    if (closing && performance.now() - askedAt > SAME_PRESS_MS) {
      for (const { kill } of [...(current ? [current] : []), ...opened]) kill?.()
      process.exit(1)
    }
    if (closing) return
    askedAt = performance.now()
    process.stdout.write('\n正在关闭 · closing …\n')
    void close(0)
  }

  /** @param {number} code */
  async function close(code) {
    closing ??= closeAll().catch(explain)
    await closing
    process.exit(code)
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal)
  closeWithNpm(onSignal)
  return {
    /** @param {Opened} what */
    opened(what) {
      opened.push(what)
    },
    /** @param {unknown} error what ended us, unless we are closing anyway */
    async closeAfter(error) {
      if (!closing) explain(error)
      await close(1)
    },
  }
}

/** A killed npm cannot pass anything on: whoever started us through it would find the shop still open. */
function closeWithNpm(/** @type {() => void} */ close) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const look = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(look)
    close()
  }, LOOK_FOR_PARENT_MS)
  look.unref()
}

import { spawn, type ChildProcessByStdio } from 'node:child_process'
import os from 'node:os'
import type { Readable, Writable } from 'node:stream'
import type { Log } from '#server/platform/log.ts'
import { createDeadline } from './deadline.ts'
import { logWords } from './ffmpeg-words.ts'
import type { Remuxer, RemuxerEvents } from './types.ts'

type Child = ChildProcessByStdio<Writable, Readable, Readable>

/** After its input has ended it has this long to give the rest. */
const LAST_BYTES_MS = 5_000
/** Fed for so long without a word, it is stuck. */
const STUCK_MS = 10_000
/** Given nothing for so long, it waits as we do, for a host whose line is lost. */
const LULL_MS = 2_000
/** Claims go before pictures. */
const NICE = 5

type Order = {
  ffmpeg: string
  args: readonly string[]
  log: Log
  /** an address that no key of may be logged; null: none is in its arguments */
  relayTo: string | null
  /** It is killed when more waits for it; left out, who writes waits instead. */
  mostWaitingBytes?: number
}

/** A picture that is on air, through a process of its own. */
export function startFfmpeg(order: Order, { onBytes, onEnd }: RemuxerEvents): Remuxer {
  const { ffmpeg, args, log, relayTo, mostWaitingBytes = Infinity } = order
  const child = spawn(ffmpeg, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  if (child.pid) os.setPriority(child.pid, NICE)
  const kill = () => void child.kill('SIGKILL')
  const stuck = createDeadline(STUCK_MS, kill)
  const lull = createDeadline(LULL_MS, () => {
    // What it has not taken in yet is not nothing.
    if (child.stdin.writableLength === 0) stuck.clear()
  })
  let isOpen = true
  let isEnding = false
  const ended = () => {
    if (!isOpen) return
    isOpen = false
    stuck.clear()
    lull.clear()
    onEnd()
  }
  child.stdout.on('data', (bytes: Buffer) => {
    stuck.clear()
    onBytes(bytes)
  })
  // A recording that ends without a last word is as it should be.
  logWords(child.stderr, { log, relayTo, isExpected: () => isEnding })
  // Writing to one that has died: its end is told by `close`.
  child.stdin.on('error', () => {})
  child.on('error', (error) => {
    log.error({ error }, 'ffmpeg did not start')
    ended()
  })
  // `close` and not `exit`: its last bytes may come after it has exited.
  child.on('close', ended)
  return {
    write(bytes) {
      if (!isOpen) return true
      stuck.begin()
      lull.clear()
      lull.begin()
      const isRead = child.stdin.write(bytes)
      if (child.stdin.writableLength > mostWaitingBytes && !child.killed) {
        log.warn({ waitingBytes: child.stdin.writableLength }, 'ffmpeg is too far behind')
        kill()
      }
      return isRead
    },
    drained: () => (isOpen && child.stdin.writableNeedDrain ? drainedOrDead(child) : Promise.resolve()),
    end() {
      isEnding = true
      child.stdin.end()
      setTimeout(kill, LAST_BYTES_MS).unref()
    },
    kill,
  }
}

/** Who waits for a program that has died would wait for ever. */
function drainedOrDead(child: Child): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      child.stdin.off('drain', done)
      child.off('close', done)
      resolve()
    }
    child.stdin.on('drain', done)
    child.on('close', done)
  })
}

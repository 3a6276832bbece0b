import { spawn } from 'node:child_process'
import os from 'node:os'
import type { Writable } from 'node:stream'

/** Claims and pictures that are on air go before. */
const NICE = 10
const SAID_LETTERS = 500

type FfmpegTask = {
  input: Writable
  /** @throws what it said, unless it ended well; also when it did not start */
  ended: Promise<void>
  kill(): void
}

/** Starts ffmpeg for something that can wait; the picture on air has the remuxer's. */
export function startTask(
  ffmpeg: string,
  args: readonly string[],
  onOutput: (bytes: Buffer) => void,
): FfmpegTask {
  const child = spawn(ffmpeg, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  if (child.pid) os.setPriority(child.pid, NICE)
  let said = ''
  child.stdout.on('data', onOutput)
  child.stderr.on('data', (bytes: Buffer) => (said = (said + bytes.toString()).slice(-SAID_LETTERS)))
  // It may have read enough before all is written, or have died: its end says more.
  child.stdin.on('error', () => {})
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`ffmpeg ended with ${code}: ${said}`)),
    )
  })
  // It may end before anybody waits for it.
  ended.catch(() => {})
  return { input: child.stdin, ended, kill: () => void child.kill('SIGKILL') }
}

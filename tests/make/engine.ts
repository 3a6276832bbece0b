import { spawn } from 'node:child_process'
import { ffmpegHere } from './obs.ts'

/**
 * A media engine that takes one picture by RTMP, played by an ffmpeg of its own. `frames`: how many pictures it has
 * decoded.
 */
export function anEngine(address: string) {
  const child = spawn(
    ffmpegHere!,
    [
      ...'-hide_banner -loglevel error -probesize 100000 -analyzeduration 500000 -listen 1 -i'.split(' '),
      ...[address, ...'-f null -progress pipe:1 -stats_period 0.2 -'.split(' ')],
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  let frames = 0
  child.stdout.on('data', (bytes: Buffer) => {
    for (const [, count] of String(bytes).matchAll(/^frame=(\d+)/gm)) frames = Number(count)
  })
  const gone = new Promise<void>((resolve) => child.on('close', () => resolve()))
  return {
    frames: () => frames,
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

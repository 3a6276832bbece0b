import { spawn } from 'node:child_process'
import { findFfmpeg } from '#server/media/ffmpeg.ts'

/** null: there is none on this machine */
export const ffmpegHere = findFfmpeg(undefined)

/** As OBS sends by default: two B-frames, a key picture every two seconds, AAC. */
const AS_OBS =
  '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -bf 2 -g 60 -b:v 500k -c:a aac -b:a 96k -f flv'.split(' ')

/** OBS, played by ffmpeg: a moving picture and a tone, until it is killed. `said`: what it said, when it has ended. */
export function anObs(address: string) {
  const child = spawn(
    ffmpegHere!,
    [
      ...['-hide_banner', '-loglevel', 'warning', '-re', '-f', 'lavfi', '-i', 'testsrc=size=320x180:rate=30'],
      ...['-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000', ...AS_OBS, address],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let words = ''
  child.stderr.on('data', (bytes: Buffer) => (words += String(bytes)))
  const said = new Promise<string>((resolve) => child.on('close', () => resolve(words)))
  return { child, said }
}

// What our ffmpeg costs, beside a plain one that does the same work: the picture copied, the sound made AAC, one file.
import { spawnSync } from 'node:child_process'
import { ffmpegArguments } from '#server/media/remuxer.ts'
import { ffmpegHere } from '#tests/make/obs.ts'

const MIME = 'video/webm;codecs=h264,opus'
const PLAIN =
  '-loglevel error -f matroska -i pipe:0 -c:v copy -c:a aac -b:a 96k -ar 48000 -ac 2 -f mp4 -y'.split(' ')

/** What a browser records, `sec` seconds of it: 720p, a key picture a second. */
export function recordedPicture(sec: number): Buffer {
  const made = spawnSync(
    ffmpegHere!,
    [
      ...'-loglevel error -f lavfi -i testsrc2=size=1280x720:rate=30 -f lavfi -i sine=sample_rate=48000'.split(
        ' ',
      ),
      ...`-t ${sec} -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 30 -b:v 1500k`.split(' '),
      ...'-c:a libopus -b:a 96k -f matroska pipe:1'.split(' '),
    ],
    { maxBuffer: 512 * 1024 * 1024 },
  )
  if (made.status !== 0) throw new Error(String(made.stderr))
  return made.stdout
}

export type FfmpegCost = { oursCpuSec: number; plainCpuSec: number }

/** @param file where the plain one writes */
export function ffmpegCost(recorded: Buffer, file: string): FfmpegCost {
  return {
    oursCpuSec: cpuOf(ffmpegArguments(MIME), recorded),
    plainCpuSec: cpuOf([...PLAIN, file], recorded),
  }
}

/** By the shell's `times`: its second line is what its children took. */
function cpuOf(args: readonly string[], input: Buffer): number {
  const { stdout, stderr, status } = spawnSync(
    '/bin/sh',
    ['-c', '"$0" "$@" >/dev/null || exit 1; times', ffmpegHere!, ...args],
    { input },
  )
  const [, line] = String(stdout).split('\n')
  if (status !== 0 || line === undefined) throw new Error(String(stderr))
  return [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, min, sec]) => sum + Number(min) * 60 + Number(sec),
    0,
  )
}

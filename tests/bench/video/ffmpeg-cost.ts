// What each rendition costs, beside a plain ffmpeg that does the same work: the picture copied and the sound made AAC; a
// small picture beside it; the sound alone.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { createMp4Reader } from '#server/media/mp4/reader.ts'
import { createSoundOnly } from '#server/media/mp4/sound.ts'
import { lowArguments, sourceArguments } from '#server/media/ffmpeg-arguments.ts'
import { ffmpegHere } from '#tests/make/obs.ts'

const PICTURE = { mime: 'video/webm;codecs=h264,opus', relayTo: null }
const PLAIN =
  '-loglevel error -f matroska -i pipe:0 -c:v copy -c:a aac -b:a 96k -ar 48000 -ac 2 -f mp4 -y'.split(' ')
const PLAIN_LOW =
  '-loglevel error -f matroska -i pipe:0 -vf scale=-2:360 -c:v libx264 -preset superfast -tune zerolatency -profile:v main -pix_fmt yuv420p -g 30 -b:v 400k -threads 1 -c:a aac -b:a 48k -ar 48000 -ac 2 -f mp4 -y'.split(
    ' ',
  )
const PLAIN_SOUND = '-loglevel error -f mp4 -i pipe:0 -vn -c:a copy -f mp4 -y'.split(' ')

/** Bits a second of its picture. */
export const FILM_BITS_PER_SECOND = 1_500_000
const HD = { size: '1280x720', rate: 30, kbits: FILM_BITS_PER_SECOND / 1_000 }

/** What a browser records, `sec` seconds of it: a key picture a second. */
export function recordedPicture(sec: number, { size, rate, kbits } = HD): Buffer {
  const made = spawnSync(
    ffmpegHere!,
    [
      ...`-loglevel error -f lavfi -i testsrc2=size=${size}:rate=${rate}`.split(' '),
      ...'-f lavfi -i sine=sample_rate=48000'.split(' '),
      ...`-t ${sec} -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g ${rate} -b:v ${kbits}k`.split(' '),
      ...'-c:a libopus -b:a 96k -f matroska pipe:1'.split(' '),
    ],
    { maxBuffer: 512 * 1024 * 1024 },
  )
  if (made.status !== 0) throw new Error(String(made.stderr))
  return made.stdout
}

/** CPU seconds of each rendition, ours and a plain ffmpeg's that does the same work. */
export type FfmpegCost = { copy: Pair; low: Pair; sound: Pair }
type Pair = { ours: number; plain: number }

/** @param dir where the plain ones write */
export function ffmpegCost(recorded: Buffer, dir: string): FfmpegCost {
  const file = (name: string) => path.join(dir, name)
  const copy = {
    ours: cpuOf(sourceArguments(PICTURE), recorded),
    plain: cpuOf([...PLAIN, file('copy.mp4')], recorded),
  }
  const low = {
    ours: cpuOf(lowArguments(PICTURE), recorded),
    plain: cpuOf([...PLAIN_LOW, file('low.mp4')], recorded),
  }
  const fragments = outputOf(sourceArguments(PICTURE), recorded)
  const sound = {
    ours: soundCpuOf(fragments),
    plain: cpuOf([...PLAIN_SOUND, file('sound.mp4')], fragments),
  }
  return { copy, low, sound }
}

/** Taken out of the copy by our process, not by ffmpeg: what that costs more than reading it, which is done anyway. */
function soundCpuOf(fragments: Buffer): number {
  const read = createMp4Reader().read(fragments)
  if (!read.ok) throw new Error(read.refusal.kind)
  const soundOnly = createSoundOnly()
  const before = process.cpuUsage()
  for (const one of read.value) {
    if (one.kind === 'init') soundOnly.init(one)
    else soundOnly.fragment(one)
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

function outputOf(args: readonly string[], input: Buffer): Buffer {
  const made = spawnSync(ffmpegHere!, args, { input, maxBuffer: 512 * 1024 * 1024 })
  if (made.status !== 0) throw new Error(String(made.stderr))
  return made.stdout
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

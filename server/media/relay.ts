import { spawnSync } from 'node:child_process'
import { EnvError } from '#server/platform/env.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'

/** Addresses of an engine or a CDN, with `{session}` in each. */
export type RelayAddresses = {
  /** where pictures are sent to by RTMP; it may have a secret in it */
  to: string | undefined
  /** the HLS list that viewers are given; undefined: they stay with this node */
  playback: string | undefined
}

export type Relay = {
  /** null: it goes nowhere else, as all of a shop without an engine, and rehearsals */
  targetOf(liveSessionId: string): string | null
  listOf(liveSessionId: string): string | null
}

const filled = (template: string | undefined, liveSessionId: string) =>
  template?.replaceAll('{session}', () => encodeURIComponent(liveSessionId)) ?? null

/** @throws {EnvError} where pictures are to be sent on, and this machine has nothing that could */
export function createRelay({ to, playback }: RelayAddresses, ffmpegHere: () => string | null): Relay {
  if (to) mustSpeak(ffmpegHere(), new URL(to).protocol.slice(0, -1))
  return {
    targetOf: (liveSessionId) => (isOfRehearsal(liveSessionId) ? null : filled(to, liveSessionId)),
    listOf: (liveSessionId) => (isOfRehearsal(liveSessionId) ? null : filled(playback, liveSessionId)),
  }
}

function mustSpeak(ffmpeg: string | null, protocol: string) {
  if (!ffmpeg)
    throw new EnvError(
      'LIVE_RELAY_URL: sending pictures on needs ffmpeg, and there is none here. Install it (Debian: apt-get install ' +
        'ffmpeg), or name it with FFMPEG.',
    )
  const { stdout } = spawnSync(ffmpeg, ['-hide_banner', '-protocols'], { encoding: 'utf8' })
  const written = stdout.split('Output:')[1] ?? ''
  if (!written.split(/\s+/).includes(protocol))
    throw new EnvError(`LIVE_RELAY_URL: the ffmpeg of this machine (${ffmpeg}) does not speak ${protocol}.`)
}

/**
 * To an output of ffmpeg: by a thread with a queue of its own, so that an engine that is slow, stuck or dead holds up
 * nothing else. What does not fit is dropped; it is dialled again each second for as long as the picture goes on, and
 * begins with a key picture.
 */
export const RELAYING =
  '-f fifo -fifo_format flv -queue_size 300 -drop_pkts_on_overflow 1 -attempt_recovery 1 -recover_any_error 1 ' +
  '-recovery_wait_time 1 -max_recovery_attempts 0 -restart_with_keyframe 1'

/** Of an address whatever could be a key is taken out of words: ffmpeg repeats it with each failed attempt. */
export function withoutKeys(words: string, target: string): string {
  const [, credentials = '', path = ''] = /^\w+:\/\/(?:([^/@]*)@)?[^/]*(.*)$/.exec(target) ?? []
  const keys = `${credentials}/${path}`.split(/[/?&=:]+/).filter((key) => key.length > 3)
  const longestFirst = keys.toSorted((one, other) => other.length - one.length)
  return longestFirst.reduce((left, key) => left.replaceAll(key, '…'), words)
}

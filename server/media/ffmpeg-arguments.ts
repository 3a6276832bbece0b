import { RTMP_MIME } from '#shared/ingest.ts'
import { RELAYING } from './relay.ts'

/**
 * What a recorder sends. `relayTo`: an engine's address, to which it is sent as well. `mustEncode`: it can't be shown as
 * it comes, whatever its recorder calls it.
 */
export type Picture = { mime: string; relayTo: string | null; mustEncode?: boolean }

export const isCopied = ({ mime, mustEncode = false }: Picture) => isH264(mime) && !mustEncode
const isH264 = (mime: string) => /mp4|h264|avc1|flv/.test(mime)

const READING = '-hide_banner -nostdin -loglevel error -protocol_whitelist pipe -fflags +genpts'
/** Little is looked at before it begins; `-fflags nobuffer` would drop what was looked at, the first picture with it. */
const PROBING = '-probesize 200000 -analyzeduration 1000000 -fpsprobesize 0'
const COPY = '-c:v copy'
const SECONDS_OF_THIRTY = '-r 30 -g 30 -keyint_min 30'
/** 720 lines, or columns of a phone held upright; encoders want even numbers of both. */
const TRANSCODE =
  "-vf scale=w='if(gt(iw,ih),-2,2*trunc(min(720,iw)/2))':h='if(gt(iw,ih),2*trunc(min(720,ih)/2),-2)' -c:v libx264 -preset veryfast -tune zerolatency -profile:v main -pix_fmt yuv420p " +
  `${SECONDS_OF_THIRTY} -sc_threshold 0 -b:v 2000k -maxrate 2000k -bufsize 2000k`
/**
 * Key pictures where the copy has them. Browsers' WebM names no rate of pictures, and its clock is taken for one: without
 * `vfr` and `fps` a thousand pictures a second are made of thirty, or of each a thirtieth of the bits (`-vsync`: the npm
 * one knows no `-fps_mode` yet).
 */
const AS_COPIED = '-vsync vfr -x264-params fps=30 -force_key_frames source -g 90'
/** 360 lines, or columns of a phone held upright. @param keys so that players can change over from the whole one */
const low = (keys: string) =>
  "-vf scale=w='if(gt(iw,ih),-2,min(360,iw))':h='if(gt(iw,ih),min(360,ih),-2)' -c:v libx264 -preset superfast " +
  `-tune zerolatency -profile:v main -pix_fmt yuv420p ${keys} -sc_threshold 0 ` +
  '-b:v 400k -maxrate 400k -bufsize 400k -threads 1'
const soundAt = (rate: string) => `-c:a aac -b:a ${rate} -ar 48000 -ac 2 -af aresample=async=1000:first_pts=0`
/** A fragment each quarter of a second: the parts of low latency. */
const WRITING =
  '-f mp4 -movflags +frag_keyframe+empty_moov+default_base_moof+delay_moov+negative_cts_offsets ' +
  '-frag_duration 250000 -flush_packets 1'

function formatOf(mime: string) {
  if (mime === RTMP_MIME) return 'flv'
  return mime.startsWith('video/mp4') ? 'mp4' : 'matroska'
}

type Written = { picture: string; soundRate: string; writing: string }

const input = ({ mime }: Picture) => `${READING} ${PROBING} -f ${formatOf(mime)} -i pipe:0`.split(' ')
/** A recording says at its beginning whether there is a picture in it; of FLV nobody knows before it comes. */
const output = ({ mime }: Picture, { picture, soundRate, writing }: Written) =>
  `-map 0:v:0${mime === RTMP_MIME ? '' : '?'} -map 0:a:0? ${picture} ${soundAt(soundRate)} ${writing}`.split(
    ' ',
  )

/** Of ffmpeg that gives a picture as it came, or encoded anew where it must be. */
export function sourceArguments(picture: Picture): string[] {
  const whole = { picture: isCopied(picture) ? COPY : TRANSCODE, soundRate: '96k' }
  return [
    ...input(picture),
    ...output(picture, { ...whole, writing: `${WRITING} pipe:1` }),
    ...(picture.relayTo === null
      ? []
      : [...output(picture, { ...whole, writing: RELAYING }), picture.relayTo]),
  ]
}

/** Of one that gives a small picture of it, cut where the other cuts. */
export function lowArguments(picture: Picture): string[] {
  const keys = isCopied(picture) ? AS_COPIED : SECONDS_OF_THIRTY
  return [
    ...input(picture),
    ...output(picture, { picture: low(keys), soundRate: '48k', writing: `${WRITING} pipe:1` }),
  ]
}

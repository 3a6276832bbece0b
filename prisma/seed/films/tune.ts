const SAMPLES_PER_SECOND = 32_000
const BEAT_SECONDS = 0.75
/** Gong, shang, jue, zhi, yu, from C. */
const PENTATONIC = [261.63, 293.66, 329.63, 392, 440, 523.25, 587.33, 659.25]
/** Steps on it, a beat each; null is a rest. Ten beats, eight times in a minute. */
const MELODY = [2, 4, 5, null, 4, 2, 1, null, 0, null] as const
const LOUDNESS = 0.3

/** A plucked tune that ends as it begins, as a WAV file: 16 bits, one channel. */
export function tune(seconds: number): Buffer {
  const samples = new Float64Array(seconds * SAMPLES_PER_SECOND)
  for (let beat = 0; beat * BEAT_SECONDS < seconds; beat++) {
    const step = MELODY[beat % MELODY.length]
    if (step === null || step === undefined) continue
    pluck(samples, beat * BEAT_SECONDS, PENTATONIC[step + (beat % 40 >= 30 ? 1 : 0)]!)
  }
  return wav(samples)
}

/** A tone that fades; what is left of it at the end goes on at the beginning. */
function pluck(samples: Float64Array, startSec: number, hertz: number) {
  const start = Math.round(startSec * SAMPLES_PER_SECOND)
  for (let n = 0; n < 2 * SAMPLES_PER_SECOND; n++) {
    const sec = n / SAMPLES_PER_SECOND
    const angle = 2 * Math.PI * hertz * sec
    const tone = Math.sin(angle) + 0.4 * Math.sin(2 * angle) + 0.15 * Math.sin(3 * angle)
    const fade = Math.min(1, sec / 0.006) * Math.exp(-3 * sec)
    samples[(start + n) % samples.length]! += LOUDNESS * tone * fade
  }
}

function wav(samples: Float64Array): Buffer {
  const bytes = Buffer.alloc(44 + 2 * samples.length)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(SAMPLES_PER_SECOND, 24)
  bytes.writeUInt32LE(2 * SAMPLES_PER_SECOND, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(2 * samples.length, 40)
  for (const [n, sample] of samples.entries())
    bytes.writeInt16LE(Math.round(32_000 * Math.max(-1, Math.min(1, sample))), 44 + 2 * n)
  return bytes
}

import { CAPTION_TEXT_MAX, type Caption } from '#shared/captions.ts'
import type { After } from '#app/ui/after.ts'

/** Results of https://webaudio.github.io/web-speech-api/, of which TypeScript's DOM knows only the smaller half. */
type Heard = { resultIndex: number; results: ArrayLike<Pick<SpeechRecognitionResult, 0 | 'isFinal'>> }
export type Recognition = {
  lang: string
  continuous: boolean
  interimResults: boolean
  onresult: ((event: Heard) => void) | null
  onerror: ((event: { error: string }) => void) | null
  onend: (() => void) | null
  start(): void
  abort(): void
}
type WithRecognition = { [Name in 'SpeechRecognition' | 'webkitSpeechRecognition']?: new () => Recognition }

/** @returns null: this browser writes nothing down (Firefox, and most that are inside of another app) */
export function recognitionHere(): (new () => Recognition) | null {
  const { SpeechRecognition, webkitSpeechRecognition } = globalThis as typeof globalThis & WithRecognition
  return SpeechRecognition ?? webkitSpeechRecognition ?? null
}

/** Errors after which trying again is of no use. All others pass: no signal, nothing said, the microphone taken. */
const FOR_GOOD = {
  'not-allowed': 'denied',
  'service-not-allowed': 'denied',
  'language-not-supported': 'no_chinese',
} as const
export type WhyNoCaptions = (typeof FOR_GOOD)[keyof typeof FOR_GOOD]
const isForGood = (error: string): error is keyof typeof FOR_GOOD => Object.hasOwn(FOR_GOOD, error)

/** Browsers end by themselves after a minute, or a silence: that is no failure, and little is to be missed. */
const AGAIN_MS = 300
const LONGEST_AGAIN_MS = 20_000
/** Whoever has listened for so long was in order. */
const IN_ORDER_MS = 5_000

type RecogniserOptions = {
  create(): Recognition
  /** ms */
  now(): number
  after: After
  /** of the first line */
  number: number
  onLine(line: Caption): void
  onRefused(why: WhyNoCaptions): void
}

/** Listens to the host for as long as it is open, and begins again whenever the browser ends. @returns how to close it */
export function openRecogniser({ create, now, after, onLine, onRefused, ...options }: RecogniserOptions) {
  let nextNumber = options.number
  let againMs = AGAIN_MS
  let close = begin()

  function begin(): () => void {
    const recognition = create()
    const beganMs = now()
    const first = nextNumber
    recognition.lang = 'zh-CN'
    recognition.continuous = true
    recognition.interimResults = true
    recognition.onresult = ({ resultIndex, results }) => {
      againMs = AGAIN_MS
      for (let at = resultIndex; at < results.length; at++) {
        const text = endOf(results[at]![0].transcript)
        nextNumber = first + at + 1
        if (text) onLine({ number: first + at, text, isFinal: results[at]!.isFinal })
      }
    }
    recognition.onerror = ({ error }) => {
      if (!isForGood(error)) return
      close()
      onRefused(FOR_GOOD[error])
    }
    recognition.onend = () => {
      if (now() - beganMs >= IN_ORDER_MS) againMs = AGAIN_MS
      const callOff = after(againMs, () => (close = begin()))
      close = callOff
      againMs = Math.min(2 * againMs, LONGEST_AGAIN_MS)
    }
    recognition.start()
    return () => {
      recognition.onresult = recognition.onerror = recognition.onend = null
      recognition.abort()
    }
  }

  return () => close()
}

/** Whoever speaks without a pause says more than a line: its end is what is being said. */
const endOf = (transcript: string) => [...transcript.trim()].slice(-CAPTION_TEXT_MAX).join('').trim()

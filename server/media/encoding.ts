import type { Packaging } from './packaging.ts'
import { verdictOn, type Verdict } from './playable.ts'
import type { Remuxers } from './remuxer.ts'
import type { Remuxer } from './types.ts'

type EncodingDeps = {
  packaging: Packaging
  remuxers: Remuxers
  /** an engine's address, to which its pictures are sent as well; null: none */
  relayTo: string | null
  /** what the recorder sends is no picture */
  onBroken(): void
  /** the encoder died: the recorder is to begin anew */
  onDied(): void
  /** what it sends can't be shown as it comes: it is to begin anew, and be encoded */
  onOther(): void
}

/**
 * A recorder's run and what converts it. `small`: what makes a small picture of the same pieces, for which nothing waits;
 * null: nothing does. `next`: the piece that is wanted. `ended`: when all of the whole one is out.
 */
type Run = {
  id: string
  next: number
  remuxer: Remuxer
  small: Remuxer | null
  isFinishing: boolean
  ended: Promise<void>
}

/**
 * `bitsPerSecond`: of its picture, if that is known. `mustEncode`: it can't be shown as it comes. `isCard`: it says no
 * more than that there is sound.
 */
type Begun = {
  id: string
  mime: string
  mustEncode: boolean
  bitsPerSecond?: number | undefined
  isCard: boolean
}

/** A small picture takes 400 kb/s: of one that takes little more, it would save nothing. */
const WORTH_LESS_BITS_PER_SECOND = 600_000
/** Runs in a row that ended with nothing to show: what the recorder sends is nothing that its encoder can read. */
const MOST_IN_VAIN = 3

/** The run that is on air. Only its output counts: a dying encoder's last bytes reach no new run. */
export function createEncoding({ packaging, remuxers, relayTo, onBroken, onDied, onOther }: EncodingDeps) {
  let run: Run | null = null
  let inVain = 0

  /** What its encoders still hold is let go: a new picture does not wait for the end of the old one. */
  function end() {
    const ending = run
    run = null
    ending?.remuxer.kill()
    ending?.small?.kill()
  }

  return {
    end,
    /** No more pieces come: resolves when what its encoder still holds is out. */
    async finish(): Promise<void> {
      const finishing = run
      if (!finishing) return
      finishing.isFinishing = true
      finishing.remuxer.end()
      finishing.small?.end()
      await finishing.ended
      if (run === finishing) run = null
    },
    begin(begun: Begun) {
      end()
      const opening = openRun({ packaging, remuxers, relayTo }, begun, {
        isOnAir: () => run === opened,
        onOutput: () => (inVain = 0),
        onUnshown(verdict) {
          end()
          if (verdict === 'encode' && !begun.mustEncode) onOther()
          else onBroken()
        },
        isFinishing: () => opened.isFinishing,
        onDied() {
          end()
          if (++inVain < MOST_IN_VAIN) onDied()
          else onBroken()
        },
      })
      const opened: Run = { id: begun.id, next: 0, isFinishing: false, ...opening }
      run = opened
    },
    /** @returns the piece that is wanted of this run; null: it is not on air */
    wantedOf: (id: string): number | null => (run?.id === id && !run.isFinishing ? run.next : null),
    /**
     * @returns the piece that is wanted afterwards, and what to wait for before the next one; null: nothing is on air,
     *   or the piece was known
     */
    piece(
      number: number,
      bytes: Buffer,
    ): { run: string; next: number; isGap: boolean; drained: Promise<void> | null } | null {
      if (!run || run.isFinishing || number < run.next) return null
      // A gap can't be filled: what follows would be noise to the encoder.
      if (number > run.next) return { run: run.id, next: run.next, isGap: true, drained: null }
      run.next++
      const { id, remuxer, small, next } = run
      small?.write(bytes)
      return { run: id, next, isGap: false, drained: remuxer.write(bytes) ? null : remuxer.drained() }
    },
  }
}

type RunEvents = {
  isOnAir(): boolean
  isFinishing(): boolean
  onOutput(): void
  /** What is in it is no media, or the verdict forbids it. */
  onUnshown(verdict: Verdict): void
  onDied(): void
}

/** Starts what converts a run, and what makes a small picture of it where there is room. */
function openRun(
  { packaging, remuxers, relayTo }: Pick<EncodingDeps, 'packaging' | 'remuxers' | 'relayTo'>,
  { mime, mustEncode, bitsPerSecond = Infinity, isCard }: Begun,
  { isOnAir, isFinishing, onOutput, onUnshown, onDied }: RunEvents,
): Pick<Run, 'remuxer' | 'small' | 'ended'> {
  const picture = { mime, relayTo, mustEncode }
  let verdict: Verdict = 'as_it_is'
  let over = () => {}
  const ended = new Promise<void>((resolve) => (over = resolve))
  const remuxer = remuxers.open(picture, {
    onBytes(bytes) {
      if (!isOnAir()) return
      onOutput()
      if (!take.source(bytes)) onUnshown(verdict)
    },
    onEnd() {
      over()
      if (isOnAir() && !isFinishing()) onDied()
    },
  })
  const isWorthLow = bitsPerSecond >= WORTH_LESS_BITS_PER_SECOND
  const smallEvents = {
    onBytes: (bytes: Buffer) => void (isOnAir() && !take.low(bytes) && small?.kill()),
    onEnd: () => void (isOnAir() && !isFinishing() && take.withoutLow()),
  }
  const small = isWorthLow ? remuxers.openLow(picture, smallEvents) : null
  const take = packaging.beginRun({
    withLow: small !== null,
    isCard,
    mayShow: ({ tracks }) => (verdict = verdictOn(tracks, remuxers.canEncode())) === 'as_it_is',
  })
  return { remuxer, small, ended }
}

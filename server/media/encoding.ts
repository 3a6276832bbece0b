import type { Packaging } from './packaging.ts'
import { verdictOn, type Verdict } from './playable.ts'
import type { Remuxer, Remuxers } from './remuxer.ts'

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

/** A recorder's run and what converts it. `next`: the piece that is wanted. `ended`: when all of it is out. */
type Run = { id: string; next: number; remuxer: Remuxer; isFinishing: boolean; ended: Promise<void> }

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

  /** What its encoder still holds is let go: a new picture does not wait for the end of the old one. */
  function end() {
    const ending = run
    run = null
    ending?.remuxer.kill()
  }

  return {
    end,
    /** No more pieces come: resolves when what its encoder still holds is out. */
    async finish(): Promise<void> {
      const finishing = run
      if (!finishing) return
      finishing.isFinishing = true
      finishing.remuxer.end()
      await finishing.ended
    },
    begin({ id, mime, mustEncode, bitsPerSecond = Infinity, isCard }: Begun) {
      end()
      const isWorthLow = bitsPerSecond >= WORTH_LESS_BITS_PER_SECOND
      const picture = { mime, relayTo, mustEncode }
      const withLow = isWorthLow && remuxers.haveRoomForLow(picture)
      let verdict: Verdict = 'as_it_is'
      const take = packaging.beginRun({
        withLow,
        isCard,
        mayShow: ({ tracks }) => (verdict = verdictOn(tracks, remuxers.canEncode())) === 'as_it_is',
      })
      let opened: Run | null = null
      const isOnAir = () => run !== null && run === opened
      let over = () => {}
      const ended = new Promise<void>((resolve) => (over = resolve))
      const remuxer = remuxers.open(
        { ...picture, withLow },
        {
          onBytes(bytes, output) {
            if (!isOnAir()) return
            inVain = 0
            if (take[output](bytes)) return
            end()
            if (verdict === 'encode' && !mustEncode) onOther()
            else onBroken()
          },
          onEnd() {
            over()
            if (!isOnAir()) return
            const { isFinishing } = run!
            run = null
            if (isFinishing) return
            if (++inVain < MOST_IN_VAIN) onDied()
            else onBroken()
          },
        },
      )
      opened = { id, next: 0, remuxer, isFinishing: false, ended }
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
      const { id, remuxer, next } = run
      return { run: id, next, isGap: false, drained: remuxer.write(bytes) ? null : remuxer.drained() }
    },
  }
}

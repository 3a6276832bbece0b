import type { Packaging } from './packaging.ts'
import type { Remuxer, Remuxers } from './remuxer.ts'

type EncodingDeps = {
  packaging: Packaging
  remuxers: Remuxers
  /** what the recorder sends is no picture */
  onBroken(): void
  /** the encoder died: the recorder is to begin anew */
  onDied(): void
}

/** A recorder's run and what converts it. `next`: the piece that is wanted. `finished`: told when all of it is out. */
type Run = { id: string; next: number; remuxer: Remuxer; finished: (() => void) | null }

/** The run that is on air. Only its output counts: a dying encoder's last bytes reach no new run. */
export function createEncoding({ packaging, remuxers, onBroken, onDied }: EncodingDeps) {
  let run: Run | null = null

  /** What its encoder still holds is let go: a new picture does not wait for the end of the old one. */
  function end() {
    const ending = run
    run = null
    ending?.remuxer.kill()
    ending?.finished?.()
  }

  return {
    end,
    /** No more pieces come: resolves when what its encoder still holds is out. */
    finish(): Promise<void> {
      const finishing = run
      if (!finishing) return Promise.resolve()
      return new Promise((resolve) => {
        const before = finishing.finished
        finishing.finished = () => {
          before?.()
          resolve()
        }
        finishing.remuxer.end()
      })
    },
    begin(id: string, mime: string) {
      end()
      const take = packaging.beginRun()
      let opened: Run | null = null
      const isOnAir = () => run !== null && run === opened
      const remuxer = remuxers.open(mime, {
        onBytes(bytes) {
          if (!isOnAir() || take(bytes)) return
          end()
          onBroken()
        },
        onEnd() {
          if (!isOnAir()) return
          const { finished } = run!
          run = null
          if (finished) finished()
          else onDied()
        },
      })
      opened = { id, next: 0, remuxer, finished: null }
      run = opened
    },
    /** @returns the piece that is wanted of this run; null: it is not on air */
    wantedOf: (id: string): number | null => (run?.id === id && !run.finished ? run.next : null),
    /**
     * @returns the piece that is wanted afterwards, and what to wait for before the next one; null: nothing is on air,
     *   or the piece was known
     */
    piece(
      number: number,
      bytes: Buffer,
    ): { run: string; next: number; isGap: boolean; drained: Promise<void> | null } | null {
      if (!run || run.finished || number < run.next) return null
      // A gap can't be filled: what follows would be noise to the encoder.
      if (number > run.next) return { run: run.id, next: run.next, isGap: true, drained: null }
      run.next++
      const { id, remuxer, next } = run
      return { run: id, next, isGap: false, drained: remuxer.write(bytes) ? null : remuxer.drained() }
    },
  }
}

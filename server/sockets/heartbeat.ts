import { BEAT_MS, SILENT_BEATS } from '#shared/ingest.ts'

type Watched = {
  /** of all that has come over the line */
  bytesRead(): number
  /** nothing is read now, so nothing comes */
  isHeld(): boolean
  /** asks the other side for a byte, and lets it hear us */
  beat(): void
  onSilent(): void
}

/**
 * A phone that loses its signal says no goodbye, and TCP takes a quarter of an hour to notice. What is sent over a thin
 * line may take long to be whole: every byte of it is a sign of life.
 * @returns ends it
 */
export function watchLine({ bytesRead, isHeld, beat, onSilent }: Watched, beatMs = BEAT_MS): () => void {
  let read = bytesRead()
  let silentBeats = 0
  const timer = setInterval(() => {
    silentBeats = isHeld() || bytesRead() !== read ? 0 : silentBeats + 1
    read = bytesRead()
    if (silentBeats < SILENT_BEATS) return beat()
    clearInterval(timer)
    onSilent()
  }, beatMs)
  return () => clearInterval(timer)
}

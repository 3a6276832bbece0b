import type { Caption } from '#shared/captions.ts'
import type { After } from '#app/ui/after.ts'

/** As often as words in the making can be read. */
const SEND_MS = 200
/** A line that is still here when three more are spoken is too old to be read. */
const KEPT = 3

type CaptionSenderOptions<Answer> = {
  /** @returns null: nobody answered */
  send(line: Caption): Promise<Answer | null>
  onAnswer(answer: Answer | null, line: Caption): void
  after: After
}

/**
 * Sends lines one after the other, so that none overtakes another; of those that are not final the newest alone. What a
 * thin line can't take in time is dropped.
 */
export function createCaptionSender<Answer>({ send, onAnswer, after }: CaptionSenderOptions<Answer>) {
  let waiting: Caption[] = []
  let isSending = false

  async function sendNext(): Promise<void> {
    const [line, ...rest] = waiting
    if (isSending || !line) return
    isSending = true
    waiting = rest
    onAnswer(await send(line), line)
    after(SEND_MS, () => {
      isSending = false
      void sendNext()
    })
  }

  return {
    put(line: Caption) {
      waiting = [...waiting.filter(({ isFinal }) => isFinal), line].slice(-KEPT)
      void sendNext()
    },
  }
}

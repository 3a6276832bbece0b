import { useCallback, useEffect, useMemo, useState } from 'react'
import { io, type Socket } from 'socket.io-client'
import { after } from '#app/ui/after.ts'
import { keptSwitch, useKeptSwitch } from '#app/ui/kept-choice.ts'
import type { Caption } from '#shared/captions.ts'
import type { ClientToServer, ServerToClient } from '#shared/live.ts'
import { createCaptionSender } from './caption-sender.ts'
import { openRecogniser, recognitionHere, type WhyNoCaptions } from './recogniser.ts'

/** An answer that comes later is to a line that nobody reads any more. */
const ANSWER_MS = 2_000

/** The line that was understood last. `heldFor`: the word for which viewers were not shown it */
type Heard = Caption & { heldFor: string | null }

export type Captions = {
  isOn: boolean
  choose(isOn: boolean): void
  heard: Heard | null
  /** why they went off by themselves */
  refused: WhyNoCaptions | null
}

const captionsSpoken = keptSwitch('shanhuo.captions-spoken')

/**
 * 实时字幕: while it is on, what the host says goes to the room in writing.
 * @param liveSessionId whose camera is on; null: none is
 */
export function useCaptions(liveSessionId: string | null): Captions {
  const [isOn, keep] = useKeptSwitch(captionsSpoken)
  const [heard, setHeard] = useState<Heard | null>(null)
  const [refused, setRefused] = useState<WhyNoCaptions | null>(null)
  const choose = useCallback(
    (on: boolean) => {
      setRefused(null)
      keep(on)
    },
    [keep],
  )

  useEffect(() => {
    if (!isOn || liveSessionId === null) return
    const stop = speak(liveSessionId, {
      onLine: (line) =>
        setHeard((before) => ({
          ...line,
          heldFor: before?.number === line.number ? before.heldFor : null,
        })),
      onHeld: (line, heldFor) => setHeard({ ...line, heldFor }),
      onRefused(why) {
        keep(false)
        setRefused(why)
      },
    })
    return () => {
      stop()
      setHeard(null)
    }
  }, [isOn, liveSessionId, keep])
  return useMemo(() => ({ isOn, choose, heard, refused }), [isOn, choose, heard, refused])
}

type Hooks = {
  onLine(line: Caption): void
  onHeld(line: Caption, word: string): void
  onRefused(why: WhyNoCaptions): void
}

/** Over a socket of its own: the camera stays on while the host goes from one page of the studio to the next. */
function speak(liveSessionId: string, { onLine, onHeld, onRefused }: Hooks): () => void {
  const Here = recognitionHere()
  if (!Here) return () => {}
  const socket: Socket<ServerToClient, ClientToServer> = io({ transports: ['websocket'] })
  const sender = createCaptionSender({
    after,
    send: (line) =>
      socket.volatile
        .timeout(ANSWER_MS)
        .emitWithAck('caption:say', { liveSessionId, ...line })
        .catch(() => null),
    onAnswer(answer, line) {
      if (answer?.ok === false && answer.refusal.kind === 'held_word') onHeld(line, answer.refusal.word)
    },
  })
  let close = () => {}
  // What is heard before there is a line would be heard for nothing.
  socket.once('connect', () => {
    close = openRecogniser({
      create: () => new Here(),
      now: () => performance.now(),
      after,
      // Lines of a page that is loaded again, or of another device, are others.
      number: Date.now(),
      onLine(line) {
        onLine(line)
        sender.put(line)
      },
      onRefused,
    })
  })
  return () => {
    close()
    socket.close()
  }
}

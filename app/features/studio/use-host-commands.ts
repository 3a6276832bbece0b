import { useFetcher } from '@remix-run/react'
import { useState, type FormEvent } from 'react'
import { chatAct } from '#shared/chat.ts'
import type { Fen } from '#shared/money.ts'
import type { Result } from '#shared/result.ts'
import type { SaleFormCommand, SessionFormCommand } from '#shared/studio.ts'
import type { HostLine, SaleEvent, SessionEvent } from './use-host-room.ts'

/** As it comes from the socket, a fetcher, or the page's address. */
export type HostRefusal = { kind: string; available?: number; left?: number; minimumFen?: Fen }
type Answer = Result<unknown, HostRefusal>
/** `answer` is the socket's; a form's answer is its fetcher's data */
type Asked = { name: string; by: 'form' } | { name: string; by: 'socket'; answer: Answer | null }

export type HostCommands = {
  /** the command that is on its way: `saleId:open` */
  pending: string | null
  refusal: HostRefusal | null
  commandSale(event: FormEvent<HTMLFormElement>, saleId: string, command: SaleFormCommand): void
  /** what the form says is asked about the chat */
  commandChat(event: FormEvent<HTMLFormElement>, liveSessionId: string): void
  commandSession(event: FormEvent<HTMLFormElement>, liveSessionId: string, command: SessionFormCommand): void
}

const socketEvents: Partial<Record<SaleFormCommand, SaleEvent>> = {
  open: 'sale:open',
  pause: 'sale:pause',
  resume: 'sale:resume',
  end: 'sale:end',
}

const sessionEvents: Partial<Record<SessionFormCommand, SessionEvent>> = {
  stop: 'session:stop',
  resume: 'session:resume',
}

/** A tap goes by the socket when it lives; else, and for what has no event, the form is posted as it stands. */
export function useHostCommands(line: HostLine): HostCommands {
  const fetcher = useFetcher<Answer>()
  const [asked, setAsked] = useState<Asked | null>(null)
  const waiting = asked?.by === 'socket' ? asked.answer === null : fetcher.state !== 'idle'
  const answer = asked?.by === 'socket' ? asked.answer : asked && !waiting ? (fetcher.data ?? null) : null
  const pending = asked && waiting ? asked.name : null

  function post(name: string, form: HTMLFormElement, button: HTMLElement | null) {
    const fields = new FormData(form, button)
    fields.set('answer', 'data')
    setAsked({ name, by: 'form' })
    fetcher.submit(fields, { method: 'post', action: form.getAttribute('action') ?? '' })
  }

  function send(
    event: FormEvent<HTMLFormElement>,
    name: string,
    bySocket: (() => Promise<Answer | null>) | undefined,
  ) {
    const form = event.currentTarget
    const button = (event.nativeEvent as SubmitEvent).submitter
    if (!bySocket) return post(name, form, button)
    setAsked({ name, by: 'socket', answer: null })
    void bySocket().then((socketAnswer) => {
      if (socketAnswer) setAsked({ name, by: 'socket', answer: socketAnswer })
      else post(name, form, button)
    })
  }

  return {
    pending,
    refusal: answer && !answer.ok ? answer.refusal : null,
    commandSale(event, saleId, command) {
      event.preventDefault()
      if (pending) return
      const socketEvent = socketEvents[command]
      send(event, `${saleId}:${command}`, socketEvent && (() => line.command(socketEvent, { saleId })))
    },
    commandChat(event, liveSessionId) {
      event.preventDefault()
      // One after the other, however fast: no tap on a rude line is lost, and one that comes twice does no harm.
      const form = event.currentTarget
      const fields = new FormData(form, (event.nativeEvent as SubmitEvent).submitter)
      const act = chatAct.safeParse(Object.fromEntries(fields))
      const bySocket = act.success ? () => line.moderate({ liveSessionId, ...act.data }) : undefined
      send(event, `${liveSessionId}:moderate`, bySocket)
    },
    commandSession(event, liveSessionId, command) {
      event.preventDefault()
      if (pending) return
      const socketEvent = sessionEvents[command]
      send(
        event,
        `${liveSessionId}:${command}`,
        socketEvent && (() => line.commandAll(socketEvent, { liveSessionId })),
      )
    },
  }
}

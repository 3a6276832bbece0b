import { useEffect, useState, useSyncExternalStore, type FormEvent } from 'react'
import type { Missing } from '#shared/admission.ts'
import type { HostCommandName } from '#shared/host-commands.ts'
import type { Fen } from '#shared/money.ts'
import type { PinAct, PinView } from '#shared/show.ts'
import type { SaleFormCommand, SessionFormCommand } from '#shared/studio.ts'
// One tap of the host is one intention, as one of a buyer is.
import { newClaimKey as newKey } from '../flash-sale/claim-key.ts'
import type { OutboxCommand } from './outbox.ts'
import { createSender, type OutboxState } from './sender.ts'
import type { HostLine } from './use-host-room.ts'

/** As it comes from the socket, a form, or the page's address. */
export type HostRefusal = {
  kind: string
  available?: number
  left?: number
  minimumFen?: Fen
  byName?: string
  pin?: PinView
  missing?: readonly Missing[]
}
export type Refused = { refusal: HostRefusal; command: OutboxCommand }

export type HostCommands = {
  /** what waits on the device, in the order of sending */
  outbox: OutboxState
  /** whether whoever has this page may give such a command; a button that is refused anyhow is not shown */
  may(command: HostCommandName): boolean
  /** whether such a command was tapped and is not answered yet */
  isWaiting(command: HostCommandName, subject: string): boolean
  /** since the last tap */
  refused: readonly Refused[]
  takeBack(key: string): void
  /** after all: what has become old */
  sendStill(key: string): void
  commandSale(event: FormEvent<HTMLFormElement>, saleId: string, command: SaleFormCommand): void
  /** what the form says is asked about the chat */
  commandChat(event: FormEvent<HTMLFormElement>): void
  commandSession(event: FormEvent<HTMLFormElement>, liveSessionId: string, command: SessionFormCommand): void
  /** what is shown: an item, none, or the next one */
  commandPin(event: FormEvent<HTMLFormElement>, itemId: string, act: PinAct): void
}

const NOTHING_WAITS: OutboxState = { commands: [], hasSignal: true }

/** Every tap is kept on the device until the shop has answered it, and taps go one after the other. */
export function useHostCommands(line: HostLine, permitted: readonly HostCommandName[]): HostCommands {
  const [refused, setRefused] = useState<readonly Refused[]>([])
  const { reach, send } = line
  const [sender] = useState(() =>
    aSender({ line: { reach, send }, liveSessionId: line.room.liveSessionId, setRefused }),
  )
  const outbox = useSyncExternalStore(sender.subscribe, sender.state, () => NOTHING_WAITS)
  useEffect(() => {
    sender.open()
    addEventListener('online', sender.wake)
    return () => {
      removeEventListener('online', sender.wake)
      sender.close()
    }
  }, [sender])
  useEffect(() => {
    if (line.line === 'online') sender.wake()
  }, [line.line, sender])

  function tap(
    event: FormEvent<HTMLFormElement>,
    command: HostCommandName,
    subjectOf: (fields: Fields) => string,
  ) {
    event.preventDefault()
    const form = event.currentTarget
    const fields = fieldsOf(new FormData(form, (event.nativeEvent as SubmitEvent).submitter))
    setRefused([])
    sender.put({
      ...{ key: newKey(), command, subject: subjectOf(fields), fields, tappedAt: Date.now() },
      action: form.getAttribute('action') ?? '',
      ...{ isSent: false, asksAgain: false, putOff: 0 },
    })
  }

  return {
    outbox,
    may: (command) => permitted.includes(command),
    isWaiting: (command, subject) =>
      outbox.commands.some((one) => one.command === command && one.subject === subject),
    refused,
    takeBack: sender.takeBack,
    sendStill: sender.sendStill,
    commandSale: (event, saleId, command) => tap(event, `sale:${command}`, () => saleId),
    commandChat: (event) => tap(event, 'session:moderate', ({ act = '' }) => act),
    commandPin: (event, itemId, act) => tap(event, `session:${act}`, () => itemId),
    commandSession: (event, liveSessionId, command) => tap(event, `session:${command}`, () => liveSessionId),
  }
}

type Fields = Record<string, string>
const fieldsOf = (form: FormData): Fields =>
  Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'))

type Setting = {
  line: Pick<HostLine, 'reach' | 'send'>
  liveSessionId: string
  setRefused(change: (before: readonly Refused[]) => readonly Refused[]): void
}

function aSender({ line, liveSessionId, setRefused }: Setting) {
  return createSender({
    storage: {
      getItem: (name) => sessionStorage.getItem(name),
      setItem: (name, text) => sessionStorage.setItem(name, text),
      removeItem: (name) => sessionStorage.removeItem(name),
    },
    name: `outbox:${liveSessionId}`,
    now: () => Date.now(),
    reach: line.reach,
    send: line.send,
    answered(command, answer) {
      if (!answer.ok) setRefused((before) => [...before, { refusal: answer.refusal, command }])
    },
  })
}

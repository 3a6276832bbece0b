import { z } from 'zod'
import { commandKey, type HostCommandName } from '#shared/host-commands.ts'

// Pure: what waits on the host's device for a signal, in order. docs/decisions/041

export const outboxCommand = z.object({
  key: commandKey,
  command: z.custom<HostCommandName>((name) => typeof name === 'string' && /^(sale|session):/.test(name)),
  /** a sale, a kind of act about the chat, or the session itself */
  subject: z.string(),
  /** where a form would go with it, and what it would send */
  action: z.string().startsWith('/studio/'),
  fields: z.record(z.string(), z.string()),
  tappedAt: z.number(),
  /** it may have arrived: only its answer can be waited for */
  isSent: z.boolean(),
  /** it waited for so long that the host is asked once more */
  asksAgain: z.boolean(),
  /** how often the shop has said: later */
  putOff: z.number(),
})
export type OutboxCommand = z.infer<typeof outboxCommand>
export type Outbox = readonly OutboxCommand[]

/** A room that was promised "in a moment" is another one after a minute. */
const MEANT_FOR_MS = 60_000
/** What begins something, or shows or adds something, is meant for its moment; what stops something is always meant. */
const MOMENTARY: readonly HostCommandName[] = [
  'session:start',
  'session:resume',
  'session:demo-buyers',
  'sale:open',
  'sale:resume',
  'sale:schedule',
  'sale:restock',
  'sale:feature',
  'session:pin',
  'session:draw',
  'session:coupon',
]
/** What 急停 makes senseless: all by which something would sell. */
const OPENINGS: readonly HostCommandName[] = ['sale:open', 'sale:resume', 'sale:schedule', 'session:resume']

/** They state the version of what was shown when they were tapped. */
const PINS: readonly HostCommandName[] = ['session:pin', 'session:unpin', 'session:sold-out']

const isSame = (one: OutboxCommand, other: OutboxCommand) =>
  one.command === other.command &&
  one.subject === other.subject &&
  JSON.stringify(one.fields) === JSON.stringify(other.fields)

/** 急停 goes before everything and takes what would sell out of the line. A second tap on what waits is the same one. */
export function put(outbox: Outbox, command: OutboxCommand): Outbox {
  if (outbox.some((waiting) => isSame(waiting, command))) return outbox
  // Of what was to be shown while there was no signal, only the last is still to be.
  const isOvertaken = (waiting: OutboxCommand) =>
    command.command === 'session:pin' && waiting.command === 'session:pin' && !waiting.isSent
  if (command.command !== 'session:stop')
    return [...outbox.filter((waiting) => !isOvertaken(waiting)), command]
  return [command, ...outbox.filter((waiting) => !OPENINGS.includes(waiting.command))]
}

const pinned = z.object({ version: z.int() })

/** What this device pinned is no news to who tapped after it: their taps go on from there. */
export function rebased(outbox: Outbox, { command, fields }: OutboxCommand, value: unknown): Outbox {
  const pin = pinned.safeParse(value)
  if (!PINS.includes(command) || !pin.success) return outbox
  const version = String(pin.data.version)
  return outbox.map((one) =>
    PINS.includes(one.command) && one.fields.version === fields.version
      ? { ...one, fields: { ...one.fields, version } }
      : one,
  )
}

export const without = (outbox: Outbox, key: string): Outbox => outbox.filter((one) => one.key !== key)

/** What may have arrived can't be taken back. */
export const takeBack = (outbox: Outbox, key: string): Outbox =>
  outbox.filter((one) => one.key !== key || (one.isSent && !one.asksAgain))

function changed(outbox: Outbox, key: string, change: (command: OutboxCommand) => Partial<OutboxCommand>) {
  return outbox.map((one) => (one.key === key ? { ...one, ...change(one) } : one))
}

export const sent = (outbox: Outbox, key: string): Outbox => changed(outbox, key, () => ({ isSent: true }))

export const putOff = (outbox: Outbox, key: string): Outbox =>
  changed(outbox, key, (one) => ({ putOff: one.putOff + 1 }))

/** The host still means it. */
export const meantStill = (outbox: Outbox, key: string, now: number): Outbox =>
  changed(outbox, key, () => ({ asksAgain: false, tappedAt: now }))

/** Marks what has become too old to be sent without asking. */
export function aged(outbox: Outbox, now: number): Outbox {
  const isOld = ({ command, tappedAt }: OutboxCommand) =>
    MOMENTARY.includes(command) && now - tappedAt > MEANT_FOR_MS
  return outbox.map((one) => (isOld(one) ? { ...one, asksAgain: true } : one))
}

/** What is asked about holds nothing else up. */
export const next = (outbox: Outbox): OutboxCommand | null => outbox.find((one) => !one.asksAgain) ?? null

/** @param text as `written`; what is no outbox of ours is none */
export function read(text: string | null): Outbox {
  try {
    const found = z.array(outboxCommand).safeParse(JSON.parse(text ?? '[]'))
    return found.success ? found.data : []
  } catch {
    return []
  }
}

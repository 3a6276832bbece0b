import { z } from 'zod'
import type { DoorRefusal } from './result.ts'
import type { SaleFormCommand, SessionFormCommand } from './studio.ts'

// What a host's device asks, which may wait on it for a signal: docs/decisions/041.

/** `sale:open`; the same words as the addresses that forms post to */
export type HostCommandName = `sale:${SaleFormCommand}` | `session:${SessionFormCommand}`

/** Made by the device, once per tap: a command that comes again with its key is not done again. */
export const commandKey = z.uuid()
/** carried by asks and forms; one that carries none is done each time */
export const keyed = { key: commandKey.optional() }
export const keyedForm = z.object(keyed)

export type OnceRefusal =
  /** its key came before with another command */
  | { kind: 'command_key_reused' }
  /** It was begun and nobody knows how it went, and done twice it would do more: look before asking again. */
  | { kind: 'outcome_unknown' }
  | Extract<DoorRefusal, { kind: 'try_again' }>

/** What was done last in a session and by whom, for everybody who may command in it. */
export type HostAct = { command: HostCommandName; subject: string; byName: string; at: string }

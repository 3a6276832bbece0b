import type { FlashSales } from '#server/flash-sale/index.ts'
import type { Db } from '#server/platform/db.ts'
import type { Chance } from '../chance.ts'
import type { Model, ModelHold } from './model.ts'

export type Asked = { buyer: number; quantity: number; key: number }
/** What a step says, as data: a program can be printed, shortened and run again. */
export type Steps = {
  claim: { claims: Asked[] }
  /** programs that play many buyers, or one buyer who asks many times */
  flood: { claims: Asked[] }
  /** sockets break, and the same is asked of another node while the first one is still deciding */
  reconnect: { claims: Asked[] }
  release: { hold: number; byOwner: boolean }
  beginPayment: { hold: number; byOwner: boolean; phone: string; address: string }
  /** payments arrive: early, late, and as a webhook and a return page at once */
  settle: { holds: number[]; isTwice: boolean }
  /** checkout closes payments whose time is up */
  giveUpPayments: { tried: boolean }
  /** a visitor signs in */
  merge: { buyer: number; account: string }
  expire: object
  /** 候补 */
  wait: { asked: Asked }
  leaveLine: { buyer: number }
  endDue: object
  open: object
  pause: object
  resume: object
  stopSession: object
  resumeSession: object
  restock: { pieces: number }
  takeBack: { pieces: number }
  end: object
  /** the clock steps, also back */
  clock: { sec: number }
}
export type Name = keyof Steps
/**
 * What becomes of the process in the middle of a step. A number: it dies of the write that comes after so many, before
 * its commit. `lost`: it dies when all is done and nothing is answered. Either way the next step meets a new process.
 */
export type Fault = number | 'lost' | null
export type Step = { [Each in Name]: { do: Each; fault: Fault } & Steps[Each] }[Name]

/** One sale in the real database, and the process in front of it. */
export type Stage = {
  flashSale: FlashSales
  db: Db
  saleId: string
  liveSessionId: string
  buyerId(buyer: number): string
  accountId(account: string): string
  claimKey(key: number): string
  doorOf(name: string): string
  /** of the hold that a step names by a number; null when there is none */
  holdId(number: number): string | null
  ownerOf(number: number): string
  /** @returns the instant that it shows then */
  moveClock(byMs: number): number
  /** a second process on the same rows */
  openAnother(): FlashSales
  /** the process that was there before goes, and this one is asked from now on */
  moveTo(other: FlashSales): Promise<void>
}

/** A new kind of step is a line of `Steps` and one of these; `predict` also changes the model. */
export type Command<Args> = {
  weight: number
  make(chance: Chance, soFar: Asked[]): Args
  predict(model: Model, args: Args): unknown
  /**
   * What is left of it when its process dies after so many `writes`. Without it the step is one write: nothing is left
   * without it, and everything with it.
   */
  survives?(model: Model, args: Args, writes: number): unknown
  /** two processes take part in it, so that nobody can say which of them a fault would meet first */
  isOfTwo?: true
  act(stage: Stage, args: Args): Promise<unknown>
}
export type Commands<Names extends Name> = { [Each in Names]: Command<Steps[Each]> }

export const NO_HOLD = 'there is no hold'
/** Steps name a hold by a number, whatever there is by then. */
export const sequenceOf = (number: number, holds: number) => (number % Math.max(holds, 1)) + 1
export const holdOf = ({ holds }: Model, number: number): ModelHold | undefined =>
  holds[sequenceOf(number, holds.length) - 1]
/** Answers to what was asked at once, whichever was answered first. */
export const inAnyOrder = (answers: readonly unknown[]) =>
  answers.map((answer) => JSON.stringify(answer)).toSorted()

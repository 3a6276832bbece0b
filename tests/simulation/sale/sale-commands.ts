import {
  HOLD_EXTENSION_SEC,
  HOLD_SEC,
  PAY_FIRST_SEC,
  type SaleChangeRefusal,
  type SaleState,
} from '#shared/flash-sale.ts'
import type { Result } from '#shared/result.ts'
import type { Command, Commands } from './command.ts'
import { draw, freeUnits, offer, type Model } from './model.ts'

type Changed = Result<{ state: SaleState; total: number }, SaleChangeRefusal>
const told = (answer: Changed) =>
  answer.ok ? `${answer.value.state} of ${answer.value.total}` : answer.refusal.kind

function changed(model: Model, change: Partial<Model>): string {
  Object.assign(model, change, { latchedUntil: null })
  draw(model)
  return `${model.state} of ${model.total}`
}

/** What is free afterwards is offered to who waits for it. */
function changedAndOffered(model: Model, change: Partial<Model>): string {
  const told = changed(model, change)
  offer(model)
  return told
}

const always = { make: () => ({}) }
/** Steps of the clock by which what has just begun ends on time. */
const TERMS_SEC = [PAY_FIRST_SEC, HOLD_EXTENSION_SEC, HOLD_SEC, PAY_FIRST_SEC + HOLD_EXTENSION_SEC]
const MAY_GROW: readonly SaleState[] = ['scheduled', 'open', 'paused']

function openNow(model: Model): Partial<Model> {
  const { now, opensAt, endsAt, durationSec } = model
  const isPast = opensAt !== null && opensAt <= now
  return {
    state: 'open',
    isOpened: true,
    opensAt: opensAt === null ? null : Math.min(opensAt, now),
    endsAt: isPast && endsAt !== null ? endsAt : durationSec === null ? null : now + durationSec * 1000,
  }
}

/** A pause does not eat the sale's time. */
function goOn(model: Model): Partial<Model> {
  const { now, opensAt, endsAt, pausedAt, isOpened } = model
  const waits = !isOpened && opensAt !== null && opensAt > now
  const since = Math.max(pausedAt ?? now, isOpened ? -Infinity : (opensAt ?? -Infinity))
  return {
    state: waits ? 'scheduled' : 'open',
    isOpened: !waits,
    endsAt: endsAt === null ? null : endsAt + Math.max(now - since, 0),
    pausedAt: null,
    pauseEndedAt: now,
    isStopped: false,
  }
}

const end = (model: Model) =>
  changed(model, {
    state: 'ended',
    pausedAt: null,
    pauseEndedAt: model.state === 'paused' ? model.now : model.pauseEndedAt,
    isStopped: false,
  })

/** What the second hand does: opens what is due, ends what is over. @returns how many it ended */
export function openOrEndDue(model: Model): number {
  const { state, opensAt, endsAt, now } = model
  const isOver = endsAt !== null && endsAt <= now
  if (isOver && (state === 'scheduled' || state === 'open')) {
    end(model)
    return 1
  }
  if (state === 'scheduled' && opensAt !== null && opensAt <= now) changedAndOffered(model, openNow(model))
  return 0
}

const endDue: Command<object> = {
  weight: 4,
  ...always,
  predict: openOrEndDue,
  act: ({ flashSale }) => flashSale.endDueSales(),
}

export const saleCommands: Commands<
  | 'open'
  | 'pause'
  | 'resume'
  | 'stopSession'
  | 'resumeSession'
  | 'restock'
  | 'takeBack'
  | 'end'
  | 'endDue'
  | 'clock'
> = {
  open: {
    weight: 2,
    ...always,
    predict: (model) =>
      model.state === 'scheduled' ? changedAndOffered(model, openNow(model)) : 'wrong_state',
    act: async ({ flashSale, saleId }) => told(await flashSale.open(saleId)),
  },
  pause: {
    weight: 6,
    ...always,
    predict: (model) =>
      model.state === 'open' ? changed(model, { state: 'paused', pausedAt: model.now }) : 'wrong_state',
    act: async ({ flashSale, saleId }) => told(await flashSale.pause(saleId)),
  },
  resume: {
    weight: 5,
    ...always,
    predict: (model) => (model.state === 'paused' ? changedAndOffered(model, goOn(model)) : 'wrong_state'),
    act: async ({ flashSale, saleId }) => told(await flashSale.resume(saleId)),
  },
  stopSession: {
    weight: 1,
    ...always,
    predict(model) {
      if (model.state !== 'open' && model.state !== 'scheduled') return 0
      changed(model, { state: 'paused', pausedAt: model.now, isStopped: true })
      return 1
    },
    act: async ({ flashSale, liveSessionId }) =>
      (await flashSale.stopSession(liveSessionId, 'the host')).length,
  },
  resumeSession: {
    weight: 2,
    ...always,
    predict(model) {
      if (model.state !== 'paused' || !model.isStopped) return 0
      changedAndOffered(model, goOn(model))
      return 1
    },
    act: async ({ flashSale, liveSessionId }) => (await flashSale.resumeSession(liveSessionId)).length,
  },
  restock: {
    weight: 3,
    make: (chance) => ({ pieces: 1 + chance.below(3) }),
    predict: (model, { pieces }) =>
      MAY_GROW.includes(model.state)
        ? changedAndOffered(model, { total: model.total + pieces })
        : 'wrong_state',
    act: async ({ flashSale, saleId }, { pieces }) => told(await flashSale.restock(saleId, pieces)),
  },
  takeBack: {
    weight: 2,
    make: (chance) => ({ pieces: 1 + chance.below(3) }),
    predict(model, { pieces }) {
      if (!MAY_GROW.includes(model.state)) return 'wrong_state'
      const isFree = freeUnits(model) >= pieces && model.total > pieces
      return isFree ? changed(model, { total: model.total - pieces }) : 'not_enough_left'
    },
    act: async ({ flashSale, saleId }, { pieces }) => told(await flashSale.takeBack(saleId, pieces)),
  },
  end: {
    weight: 1,
    ...always,
    predict: (model) => (model.state === 'ended' ? 'wrong_state' : end(model)),
    act: async ({ flashSale, saleId }) => told(await flashSale.end(saleId)),
  },
  endDue,
  clock: {
    weight: 12,
    make: (chance) => ({
      sec: chance.happens(0.2)
        ? -chance.below(200)
        : chance.happens(0.25)
          ? chance.oneOf(TERMS_SEC)!
          : chance.below(240),
    }),
    predict(model, { sec }) {
      model.now += sec * 1000
      return model.now
    },
    act: async ({ moveClock }, { sec }) => moveClock(sec * 1000),
  },
}

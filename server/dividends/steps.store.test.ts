import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, businessDay, daysBetween } from '#shared/calendar.ts'
import { DAYS_ON_VIEW } from '#shared/dividend.ts'
import {
  aClosedYear,
  anOffice,
  anOrganisationWith,
  assembly,
  aYear,
  bookkeeper,
  march,
  papers,
  type Kind,
  type Office,
  type Organisation,
} from '#tests/make/cooperative.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'
import type { RunState } from './types.ts'

// Random programs of everything that can be asked of a run, against a model of a few lines: what is accepted, what is
// refused and why, and where the run stands after each step.

const RUNS = Number(process.env.STEPS_RUNS ?? 10)
const MEMBERS = 3
const KINDS = ['business_report', 'financial_report'] as const
const CHOICES = ['for', 'against', 'abstain'] as const

let office: Office
let count = 0
beforeAll(async () => {
  office = await anOffice()
})
afterAll(() => office.close())

type Command =
  | { do: 'propose' | 'post' | 'pay' | 'receipt' | 'publish' | 'withdraw' | 'next' }
  | { do: 'document'; kind: (typeof KINDS)[number] }
  | { do: 'view'; days: number }
  | { do: 'wait'; days: number }
  | { do: 'vote'; member: number; choice: (typeof CHOICES)[number] }
  | { do: 'assemble'; paperFor: number; inHall: number }

type Model = {
  state: RunState | 'none'
  docs: Set<string>
  shownOn: string
  assemblyOn: string
  ballots: Map<number, (typeof CHOICES)[number]>
  payments: ('payable' | 'paid' | 'receipted')[]
}
const fresh = (): Model => ({
  ...{ state: 'none', shownOn: '', assemblyOn: '' },
  ...{ docs: new Set<string>(), ballots: new Map<number, 'for'>(), payments: [] },
})

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 20, arbitrary: fc.constant<Command>({ do: 'next' }) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<Command>(
      ...(['propose', 'post', 'pay', 'receipt', 'publish', 'withdraw'] as const).map((one) => ({ do: one })),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('document' as const), kind: fc.constantFrom(...KINDS) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('view' as const), days: fc.integer({ min: 8, max: 17 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 16 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('vote' as const),
      member: fc.integer({ min: 0, max: MEMBERS - 1 }),
      choice: fc.constantFrom(...CHOICES),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('assemble' as const),
      paperFor: fc.integer({ min: 0, max: 4 }),
      inHall: fc.integer({ min: 0, max: 4 }),
    }),
  },
)

/** The step that brings the run on, so that programs get far. */
function nextStep(model: Model, today: string, kind: Kind): Command {
  const missing = KINDS.find((one) => !model.docs.has(one))
  switch (model.state) {
    case 'none':
    case 'withdrawn':
      return { do: 'propose' }
    case 'proposed':
      return missing ? { do: 'document', kind: missing } : { do: 'view', days: DAYS_ON_VIEW[kind] }
    case 'on_view': {
      const days = daysBetween(today, model.assemblyOn)
      if (days > 0) return { do: 'wait', days }
      return { do: 'assemble', paperFor: MEMBERS - model.ballots.size, inHall: MEMBERS - model.ballots.size }
    }
    case 'resolved':
      return { do: 'post' }
    case 'posted':
      return { do: 'pay' }
    case 'paid':
      return { do: 'receipt' }
    default:
      return { do: 'publish' }
  }
}

/** What the model expects, and how it changes when the command is accepted. */
function expected(model: Model, asked: Command, { today, kind }: { today: string; kind: Kind }): string {
  const short = kind === 'cooperative' ? 'notice_short' : 'notice_short_collective'
  const only = (states: readonly Model['state'][], to: RunState): string => {
    if (!states.includes(model.state)) return 'state_skipped'
    model.state = to
    return 'ok'
  }
  switch (asked.do) {
    case 'propose':
      if (['proposed', 'on_view', 'resolved'].includes(model.state)) return 'run_open'
      if (model.state !== 'none' && model.state !== 'withdrawn') return 'adjustment_not_booked'
      Object.assign(model, fresh(), { state: 'proposed' })
      return 'ok'
    case 'document':
      if (model.state !== 'proposed') return 'run_kept'
      model.docs.add(asked.kind)
      return 'ok'
    case 'view':
      if (model.state !== 'proposed') return 'state_skipped'
      if (model.docs.size < KINDS.length) return 'documents_missing'
      if (asked.days < DAYS_ON_VIEW[kind]) return short
      Object.assign(model, { state: 'on_view', shownOn: today, assemblyOn: addDays(today, asked.days) })
      return 'ok'
    case 'vote':
      if (model.state !== 'on_view') return 'not_on_view'
      if (today < model.assemblyOn) return 'vote_too_early'
      if (model.ballots.has(asked.member)) return 'voted_before'
      model.ballots.set(asked.member, asked.choice)
      return 'ok'
    case 'assemble':
      return assembled(model, asked, { today, kind, short })
    case 'post':
      if (model.state === 'resolved') model.payments = Array.from({ length: MEMBERS }, () => 'payable')
      return only(['resolved'], 'posted')
    case 'pay':
      model.payments[model.payments.indexOf('payable')] = 'paid'
      if (!model.payments.includes('payable')) model.state = 'paid'
      return 'ok'
    case 'receipt':
      model.payments[model.payments.indexOf('paid')] = 'receipted'
      if (model.payments.every((one) => one === 'receipted')) model.state = 'receipted'
      return 'ok'
    case 'publish':
      return only(['receipted'], 'published')
    case 'withdraw':
      return only(['proposed', 'on_view'], 'withdrawn')
    default:
      return 'ok'
  }
}

function assembled(
  model: Model,
  { paperFor, inHall }: { paperFor: number; inHall: number },
  { today, kind, short }: { today: string; kind: Kind; short: string },
): string {
  const votesFor = paperFor + [...model.ballots.values()].filter((choice) => choice === 'for').length
  const cast = paperFor + model.ballots.size
  const attended = inHall + model.ballots.size
  if (model.state !== 'on_view') return 'not_on_view'
  if (daysBetween(model.shownOn, today) < DAYS_ON_VIEW[kind]) return short
  if (today < model.assemblyOn) return 'not_yet_held'
  if (attended * 3 < MEMBERS * 2) return 'quorum_short'
  if (kind === 'collective' && votesFor * 3 < MEMBERS * 2) return 'majority_short_collective'
  if (kind === 'cooperative' && votesFor * 2 <= MEMBERS) return 'majority_short'
  if (attended > MEMBERS || cast > MEMBERS) return 'counts_impossible'
  model.state = 'resolved'
  return 'ok'
}

/** What the module answers: `ok`, or why not; null where there is nothing to ask it about. */
async function answered(org: Organisation, asked: Command, at: { periodId: string; runId: string }) {
  const { dividends } = office
  const { runId } = at
  const payments = async () => (await dividends.run(runId))?.payments ?? []
  switch (asked.do) {
    case 'propose':
      return dividends.propose({ periodId: at.periodId, reserveBp: 1000, poolBp: 6000 }, bookkeeper)
    case 'document':
      return dividends.addDocument(runId, { ...papers('x.pdf'), kind: asked.kind })
    case 'view':
      return dividends.putOnView(runId, addDays(businessDay(office.clock.now()), asked.days), bookkeeper)
    case 'vote':
      return dividends.vote({ runId, memberId: org.memberIds[asked.member]! }, asked.choice)
    case 'assemble': {
      const heldOn = businessDay(office.clock.now())
      return dividends.recordAssembly(
        runId,
        assembly({ heldOn, for: asked.paperFor, inHall: asked.inHall }),
        bookkeeper,
      )
    }
    case 'pay': {
      const payment = (await payments()).find(({ state }) => state === 'payable')
      if (!payment) return null
      const { paymentId } = payment
      return dividends.recordPaid(
        { runId, paymentId },
        { accountId: org.accountId, reference: paymentId },
        bookkeeper,
      )
    }
    case 'receipt': {
      const payment = (await payments()).find(({ state }) => state === 'paid')
      if (!payment) return null
      return dividends.recordReceipt({ runId, paymentId: payment.paymentId }, new Uint8Array(32), bookkeeper)
    }
    case 'post':
    case 'publish':
    case 'withdraw':
      return dividends[asked.do](runId, bookkeeper)
    default:
      return null
  }
}

it('takes every step in its order and no other, whatever is asked of it', async () => {
  const reached = new Set<string>()
  const program = fc.tuple(
    fc.constantFrom<Kind>('cooperative', 'collective'),
    fc.array(command, { minLength: 20, maxLength: 45 }),
  )
  // Two that surely see every state; chance adds the rest.
  const straight: Command[] = Array.from({ length: 15 }, () => ({ do: 'next' }))
  const withdrawn: Command[] = [...straight.slice(0, 4), { do: 'withdraw' }, ...straight]
  await fc.assert(
    fc.asyncProperty(program, async ([kind, commands]) => {
      office.clock.set(march)
      const org = await anOrganisationWith(office, {
        ...{ name: `steps-${++count}`, kind },
        members: Array.from({ length: MEMBERS }, () => ({ contribution: 100, incomeShares: 1 })),
      })
      await aYear(org, { surplus: 100_001, trades: kind === 'cooperative' ? [5000, 3000, 1] : [] })
      const at = { periodId: await aClosedYear(org), runId: '' }
      const model = fresh()

      for (const given of commands) {
        const today = businessDay(office.clock.now())
        const asked = given.do === 'next' ? nextStep(model, today, kind) : given
        if (asked.do === 'wait') office.clock.advance(asked.days * 86_400_000)
        if (model.state === 'none' && asked.do !== 'propose') continue
        const answer = await answered(org, asked, at)
        if (!answer) continue
        const said = answer.ok ? 'ok' : answer.refusal.kind
        expect(said, `${JSON.stringify(asked)} while ${model.state}`).toBe(
          expected(model, asked, { today, kind }),
        )
        if (answer.ok && answer.value && 'runId' in answer.value) at.runId = answer.value.runId
        const run = (await office.dividends.run(at.runId))!
        expect(run.state).toBe(model.state)
        expect(run.events.at(-1)?.state).toBe(model.state)
        reached.add(run.state)
      }
    }),
    {
      numRuns: RUNS,
      endOnFailure: true,
      examples: [[['cooperative', straight]], [['collective', withdrawn]]],
    },
  )

  // A program that never gets anywhere proves nothing.
  expect([...reached].sort()).toEqual(
    ['on_view', 'paid', 'posted', 'proposed', 'published', 'receipted', 'resolved', 'withdrawn'].sort(),
  )
  await expectSoundBooks(office.ledger)
}, 600_000)

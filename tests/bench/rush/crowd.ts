// The crowd: each buyer is a visitor with a socket and a claim key of its own. All press at the same moment, and press
// again only when they are told to.
import { randomUUID } from 'node:crypto'
import type { ClaimAnswer } from '#shared/flash-sale.ts'
import { median } from '../bench.ts'
import { connectBuyer, connectMany } from '../socket-buyer.ts'
import type { RushAnswers, RushAsk, RushOrder } from './contract.ts'

/** A thumb has gone away by then. */
const PATIENCE_MS = 60_000

type Told = { kind: string; atMs: number; holdId: string | null; isWrong: boolean }

function told(answer: ClaimAnswer | undefined, atMs: number): Told {
  if (!answer) return { kind: 'strange', atMs, holdId: null, isWrong: false }
  if (answer.ok) return { kind: 'held', atMs, holdId: answer.value.holdId, isWrong: false }
  const { refusal } = answer
  return { kind: refusal.kind, atMs, holdId: null, isWrong: refusal.kind === 'sold_out' && refusal.left > 0 }
}

async function gather({ port, secret, saleId, buyers }: RushOrder) {
  const startedAt = { ms: 0 }
  const sinceGo = () => performance.now() - startedAt.ms
  let repeated = 0

  async function aBuyer() {
    const claim = `{"saleId":"${saleId}","quantity":1,"claimKey":"${randomUUID()}"}`
    let settle: (one: Told) => void = () => {}
    const answer = new Promise<Told>((resolve) => (settle = resolve))
    const buyer = await connectBuyer({
      port,
      secret,
      onAnswer(text) {
        const [said] = JSON.parse(text.slice(text.indexOf('['))) as [ClaimAnswer | undefined]
        if (said?.ok === false && said.refusal.kind === 'busy') {
          repeated++
          setTimeout(press, said.refusal.retryAfterMs)
        } else settle(told(said, sinceGo()))
      },
      onLost: () => settle({ kind: 'lost', atMs: sinceGo(), holdId: null, isWrong: false }),
    })
    const press = () => buyer.emit('claim:create', claim)
    return { press, answer, leave: buyer.leave, settle }
  }

  const crowd = await connectMany(buyers, aBuyer)
  return {
    async rush(): Promise<RushAnswers> {
      startedAt.ms = performance.now()
      for (const { press } of crowd) press()
      const late = setTimeout(() => {
        for (const { settle } of crowd)
          settle({ kind: 'late', atMs: sinceGo(), holdId: null, isWrong: false })
      }, PATIENCE_MS)
      const answers = await Promise.all(crowd.map(({ answer }) => answer))
      clearTimeout(late)
      for (const { leave } of crowd) leave()
      return { ...counted(answers), repeated }
    },
  }
}

function counted(answers: readonly Told[]) {
  const kinds: Record<string, number> = {}
  for (const { kind } of answers) kinds[kind] = (kinds[kind] ?? 0) + 1
  const instants = answers.map(({ atMs }) => atMs)
  return {
    kinds,
    wronglySoldOut: answers.filter(({ isWrong }) => isWrong).length,
    holdIds: answers.map(({ holdId }) => holdId).filter((holdId) => holdId !== null),
    lastAnswerMs: instants.reduce((last, one) => Math.max(last, one), 0),
    medianMs: median(instants),
  }
}

let gathered: Awaited<ReturnType<typeof gather>> | null = null
async function obey(ask: RushAsk) {
  if (ask === 'go') return process.send!(await gathered!.rush())
  gathered = await gather(ask.order)
  return process.send!('ready')
}
process.on('message', (ask: RushAsk) => {
  obey(ask).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})

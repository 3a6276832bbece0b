// The buyers. One claim in flight a connection; the next leaves when the answer has come.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectBuyer, connectMany } from '../socket-buyer.ts'
import { CLAIMS_PER_SALE, saleOf, SECRET, type LoadOrder, type Measured } from './contract.ts'

type Tally = {
  begun: number
  isMeasuring: boolean
  isOpen: boolean
  latencies: number[]
  granted: number
  refused: number
}

/** @returns the buyer and how to start, once the server has let it in */
async function connect({ port, contestant }: LoadOrder, tally: Tally) {
  let sentAt = 0
  const buyer = await connectBuyer({
    port,
    secret: SECRET,
    onAnswer(text) {
      if (tally.isMeasuring) {
        tally.latencies.push(performance.now() - sentAt)
        if (text.includes('"ok":true')) tally.granted++
        else tally.refused++
      }
      if (tally.isOpen) claim()
    },
    onLost(error) {
      throw error
    },
  })
  function claim() {
    const saleId = saleOf(contestant, Math.floor(tally.begun++ / CLAIMS_PER_SALE))
    sentAt = performance.now()
    buyer.emit('claim:create', `{"saleId":"${saleId}","quantity":1,"claimKey":"${randomUUID()}"}`)
  }
  return { leave: buyer.leave, start: claim }
}

async function run(order: LoadOrder): Promise<Measured> {
  const tally: Tally = { begun: 0, isMeasuring: false, isOpen: true, latencies: [], granted: 0, refused: 0 }
  const buyers = await connectMany(order.connections, () => connect(order, tally))
  for (const { start } of buyers) start()
  await sleep(order.warmMs)
  process.send!('begin')
  tally.isMeasuring = true
  const startedAt = performance.now()
  await sleep(order.measureMs)
  tally.isMeasuring = false
  const seconds = (performance.now() - startedAt) / 1000
  process.send!('end')
  tally.isOpen = false
  await sleep(200)
  for (const { leave } of buyers) leave()
  const { granted, refused } = tally
  if (tally.latencies.length === 0) throw new Error(`Nobody was answered by ${order.contestant}`)
  const latencies = tally.latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? NaN
  return { claimsPerSec: latencies.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), granted, refused }
}

process.on('message', (order: LoadOrder) => {
  run(order).then(
    (measured) => process.send!(measured),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})

// The viewers: they count what they hear, and how late it is.
import { connectBuyer, connectMany, type SocketBuyer } from '../socket-buyer.ts'
import type { CrowdHeard, CrowdOrder } from './contract.ts'

let crowd: SocketBuyer[] = []
let latenesses: number[] = []
const nowMicros = () => Number(process.hrtime.bigint() / 1000n)

function hear(text: string) {
  const toldAt = Number(text.slice(text.indexOf('"version":') + 10, text.indexOf(',"sales"')))
  latenesses.push((nowMicros() - toldAt) / 1000)
}

function heard(): CrowdHeard {
  const sorted = latenesses.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN
  return { received: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99) }
}

process.on('message', (order: CrowdOrder) => {
  if (order === 'begin') {
    latenesses = []
    process.send!('listening')
  } else if (order === 'leave') {
    const told = heard()
    for (const { leave } of crowd) leave()
    process.send!(told)
  } else {
    void connectMany(order.viewers, () =>
      connectBuyer({
        port: order.port,
        secret: 'nobody asks for it',
        onAnswer: () => {},
        onNews: hear,
        onLost(error) {
          throw error
        },
      }),
    ).then((all) => {
      crowd = all
      process.send!('seated')
    })
  }
})
process.send!('ready')

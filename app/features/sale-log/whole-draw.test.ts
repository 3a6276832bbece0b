import { describe, expect, it } from 'vitest'
import { checkDraw, commitmentOf, drawOrder, rootOf, type ClaimLogLine } from '#shared/draw.ts'
import { readWholeDraw } from './whole-draw.ts'

const seed = 'ab'.repeat(32)
const saleId = 'sale_a'
const tags = Array.from({ length: 23 }, (_, index) => `tag${index}`)
const root = rootOf(tags)
const order = drawOrder({ seed, drawId: saleId, root }, tags.length)
const WINNERS = 7
const entries = tags.map((tag, index) => {
  const rank = order.indexOf(index + 1) + 1
  const outcome = rank <= WINNERS ? ('won' as const) : ('lost' as const)
  return { number: index + 1, tag, quantity: 1, enteredAt: '', rank, outcome }
})
const claims = Array.from({ length: 30 }, (_, index): ClaimLogLine => ({
  sequence: index + 1,
  at: '',
  buyer: '',
  quantity: 1,
  state: 'held',
}))
const draw = { commitment: commitmentOf(seed), entries: tags.length, seed, root, drawnAt: '' }

/** The shop's two addresses, with small pages. */
function shop({ without = 0 } = {}) {
  const asked: string[] = []
  const page = <Line>(lines: readonly Line[], from: number, size: number) => ({
    lines: lines.slice(from - 1, from - 1 + size),
    next: from + size <= lines.length ? from + size : null,
  })
  return {
    asked,
    async read(path: string) {
      asked.push(path)
      const from = Number(new URL(path, 'http://shop').searchParams.get('from'))
      if (path.includes('entries')) {
        const { lines, next } = page(entries.slice(0, entries.length - without), from, 5)
        return { saleId, entries: lines, next }
      }
      const { lines, next } = page(claims, from, 4)
      return { saleId, draw, claims: lines, next }
    },
  }
}

describe('a draw that is larger than a page', () => {
  it('is made again over all its entries, with as many claims as it has winners', async () => {
    const counted: number[] = []
    const { read, asked } = shop()

    const log = await readWholeDraw(saleId, read, (count) => counted.push(count))

    expect(log.entries).toHaveLength(tags.length)
    expect(counted).toEqual([5, 10, 15, 20, 23])
    expect(asked.filter((path) => path.includes('log.json'))).toHaveLength(2)
    expect(checkDraw(log)).toEqual({ seedFits: true, rootFits: true, orderFits: true, claimsFit: true })
  })

  it('of which one entry was left out does not pass', async () => {
    const log = await readWholeDraw(saleId, shop({ without: 1 }).read, () => undefined)

    expect(checkDraw(log)).toMatchObject({ rootFits: false })
  })

  it('that cannot be read to its end is not judged', async () => {
    const { read } = shop()
    const broken = (path: string) =>
      path.includes('from=11') ? Promise.reject(new Error('lost')) : read(path)

    await expect(readWholeDraw(saleId, broken, () => undefined)).rejects.toThrow('lost')
  })
})

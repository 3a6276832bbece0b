import { createInstance } from 'i18next'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { posterSheet } from '#app/features/village-books/poster-sheet.ts'
import zh from '#app/i18n/locales/zh-CN/books.json'
import { formatMoney } from '#app/ui/money.tsx'
import { missingSigns } from '#server/paper/fonts.ts'
import { createVillageBooks } from '#server/village-books/index.ts'
import { fen, sumFen } from '#shared/money.ts'
import { anOffice, anOrganisationWith, aYear, type Office } from '#tests/make/cooperative.ts'

let office: Office
beforeAll(async () => {
  office = await anOffice()
})
afterAll(() => office.close())

it('says on the poster what the trial balance says, to the fen, in signs that the font has', async () => {
  const collective = await anOrganisationWith(office, {
    ...{ name: 'posted', kind: 'collective' },
    members: [{ incomeShares: 10 }],
  })
  await aYear(collective, { surplus: 123_456_789 })
  await office.ledger.sealBlocks()
  const page = (await createVillageBooks(office).ofVillage('yiyou', { today: '2025-12-31' }))!
  const words = createInstance()
  await words.init({ lng: 'zh-CN', ns: ['books'], resources: { 'zh-CN': { books: zh } } })
  const sheet = posterSheet({
    ...{ page, t: words.t, locale: 'zh-CN', address: 'https://example.org/villages/yiyou/books' },
    code: { size: 29, path: 'M0 0h1v1h-1z' },
  })
  const texts = sheet.marks.flatMap((mark) => (mark.mark === 'text' ? [mark.text] : []))

  const range = { book: collective.book, from: '2025-01-01', to: '2025-12-31', height: page.head.height }
  const rows = await office.ledger.trialBalance(range)
  const net = (type: string) =>
    sumFen(rows.filter((row) => row.type === type).map((row) => fen(row.turnCredit - row.turnDebit)))
  const figures = [net('income'), fen(0 - net('expense')), fen(net('income') + net('expense'))]
  expect(figures).toEqual([123_506_789, 50_000, 123_456_789])
  expect(texts).toEqual(expect.arrayContaining(figures.map((amount) => formatMoney(amount, 'zh-CN'))))
  expect(texts).toContain('近十二个月经营收入 ¥1,235,067.89')
  expect(missingSigns(texts.join(''))).toEqual([])
})

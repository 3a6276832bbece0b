import { createInstance } from 'i18next'
import { describe, expect, it } from 'vitest'
import { reportPoster } from '#app/features/live-report/poster-sheet.ts'
import en from '#app/i18n/locales/en/report.json'
import zh from '#app/i18n/locales/zh-CN/report.json'
import type { LiveReport } from '#server/live-report/index.ts'
import { moneyOf } from '#server/live-report/rules.ts'
import { missingSigns } from '#server/paper/fonts.ts'
import { fen } from '#shared/money.ts'

const posted = (kind: string, whose: string, amount: number) => ({ kind, whose, amountFen: fen(amount) })
const money = moneyOf(fen(1_234_567), [
  posted('sale', '109.stripe', 1_200_000),
  posted('sale', 'household', -1_000_000),
  posted('sale', 'cooperative', -200_000),
  posted('refund', '211.refunds', -5_001),
  posted('refund', 'household', 5_001),
])
const report: LiveReport = {
  ...{
    liveSessionId: 'live_1',
    villageId: 'village_yiyou',
    picture: 'village-yiyou',
    endedUnattended: false,
    state: 'ended',
  },
  ...{
    title: { zh: '秋蜜开割，现割现卖', en: 'Autumn honey' },
    hostName: { zh: '林小满', en: 'Lin Xiaoman' },
  },
  ...{ startedAt: '2026-11-23T02:00:00.000Z', endedAt: '2026-11-23T03:00:00.000Z', durationSec: 3_600 },
  asOf: '2026-11-23T03:00:30.123Z',
  audience: { visitors: 1_204, demoVisitors: 0, visits: 1_500, peak: 800, average: 512, likes: 96 },
  funnel: { asked: 9_000, soldOut: 8_000, held: 300, paid: 290 },
  ...{ orders: 290, units: 310, unitsBack: 2, perThousandVisitsFen: null, perVisitorFen: null, sales: [] },
  money: { ...money, freightFen: fen(0), disputedFen: fen(0) },
  timeline: { stepMin: 1, points: [], laterUnits: 0 },
}

async function poster(locale: 'zh-CN' | 'en', demo: boolean) {
  const words = createInstance()
  await words.init({
    lng: locale,
    ns: ['report'],
    resources: { [locale]: { report: locale === 'en' ? en : zh } },
  })
  const sheet = reportPoster({
    ...{ report, locale, demo, t: words.t, village: { zh: '义由村', en: 'Yiyou' } },
    ...{ address: 'https://example.org/villages/yiyou', code: { size: 29, path: 'M0 0h1v1h-1z' } },
  })
  return { sheet, texts: sheet.marks.flatMap((mark) => (mark.mark === 'text' ? [mark.text] : [])) }
}

describe('the poster of a session', () => {
  it.each(['zh-CN', 'en'] as const)(
    'says in %s what the books say, in signs that the font has',
    async (locale) => {
      const { texts } = await poster(locale, true)
      expect(texts).toEqual(expect.arrayContaining(['¥9,949.99', '¥12,295.66', '1,204', '308']))
      expect(texts.join('')).not.toMatch(/\{\{|poster\./)
      expect(missingSigns(texts.join(''))).toEqual([])
    },
  )

  it('says in the demo, and nowhere else, that nothing was paid for real', async () => {
    expect((await poster('zh-CN', true)).texts).toContain(zh.poster.demo)
    expect((await poster('zh-CN', false)).texts).not.toContain(zh.poster.demo)
  })

  it('is the same file for a minute', async () => {
    expect((await poster('en', false)).sheet.dated).toBe('2026-11-23T03:00:00Z')
  })
})

import { expect, it } from 'vitest'
import type { OfferView } from '#shared/coupons.ts'
import { fen } from '#shared/money.ts'
import { laterOffers } from './later-offers.ts'

const offer = (offerId: string, taken: number, liveSessionId = 'live_1'): OfferView => ({
  ...{ offerId, liveSessionId, kind: 'coupon', amountFen: fen(500), totalFen: fen(5_000), pieces: 10, taken },
  ...{ minSpendFen: fen(3_900), validDays: 7 },
})

it('adds what is new and counts what was taken', () => {
  expect(laterOffers([offer('a', 2)], [offer('b', 0), offer('a', 3)])).toEqual([offer('b', 0), offer('a', 3)])
})

it('loses nothing by news that comes late', () => {
  expect(laterOffers([offer('b', 1), offer('a', 3)], [offer('a', 2)])).toEqual([offer('a', 3), offer('b', 1)])
})

it('knows of one room only', () => {
  expect(laterOffers([offer('a', 2)], [offer('c', 0, 'live_2')])).toEqual([offer('c', 0, 'live_2')])
  expect(laterOffers([offer('a', 2)], [])).toEqual([offer('a', 2)])
})

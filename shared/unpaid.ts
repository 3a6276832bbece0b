import type { Bilingual } from './locale.ts'

// What a buyer has yet to pay for, told on every page of the shop. GET /unpaid has it as data.

/** `isOffer`: units that came back and are kept for who waited (候补到货). */
export type UnpaidGoods = {
  holdId: string
  quantity: number
  expiresAt: string
  isOffer: boolean
  liveSessionId: string | null
  title: Bilingual
}

/** `holds`: the one that ends first comes first. `expectsMore`: units may come by themselves, out of a line or a draw. */
export type Unpaid = { serverNow: string; holds: UnpaidGoods[]; expectsMore: boolean }

export { createCoupons } from './coupons.ts'
export { couponInvariants } from './invariants.ts'
export type { Coupons, GrantedOffer, KeptCoupon, ReservedCoupon, UsableCoupon } from './types.ts'

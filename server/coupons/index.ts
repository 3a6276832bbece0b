export { createCoupons } from './coupons.ts'
export type { Coupons, GrantedOffer, KeptCoupon, ReservedCoupon, UsableCoupon } from './types.ts'

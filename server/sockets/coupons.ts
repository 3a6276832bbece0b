import { takeRequest } from '#shared/coupon-forms.ts'
import type { Asks } from './answering.ts'
import type { SocketDeps } from './types.ts'

/** 优惠券, 红包: taken through the same door as a claim. */
export function couponAsks({ services }: Pick<SocketDeps, 'services'>): Pick<Asks, 'coupon:take'> {
  const { guard, coupons } = services
  return {
    'coupon:take': {
      schema: takeRequest,
      limit: 'claim',
      run({ offerId, claimKey, pass }, { buyerId, socket }) {
        const { address, presentSince } = socket.data
        const claimant = { buyerId, subjectId: offerId, claimKey, pass, address, presentSince }
        return guard.admit(claimant, () => coupons.take(buyerId, { offerId }))
      },
    },
  }
}

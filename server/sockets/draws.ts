import { drawEntryRequest } from '#shared/lucky-draw-forms.ts'
import type { Asks } from './answering.ts'
import type { SocketDeps } from './types.ts'

/** 抽奖: entered through the same door as a claim. */
export function drawAsks({ services }: Pick<SocketDeps, 'services'>): Pick<Asks, 'draw:enter'> {
  const { guard, luckyDraws } = services
  return {
    'draw:enter': {
      schema: drawEntryRequest,
      limit: 'claim',
      run({ drawId, claimKey, pass }, { buyerId, socket }) {
        const { address, presentSince } = socket.data
        const claimant = { buyerId, subjectId: drawId, claimKey, pass, address, presentSince }
        return guard.admit(claimant, () => luckyDraws.enter(buyerId, { drawId, claimKey }))
      },
    },
  }
}

import { claimRequest, leaveRequest, releaseRequest, type ClaimRequest } from '#shared/flash-sale.ts'
import type { Asks } from './answering.ts'
import type { RoomSocket, SocketDeps } from './types.ts'

type Asker = { buyerId: string; socket: RoomSocket }

/** Buyers whose claim by socket is being decided: its acknowledgement tells the asking tab already. */
export type Claiming = { has(buyerId: string): boolean }

export function claimAsks({ services, metrics }: Pick<SocketDeps, 'services' | 'metrics'>): {
  asks: Pick<Asks, 'claim:create' | 'claim:release' | 'wait:join' | 'wait:leave'>
  claiming: Claiming
} {
  const { flashSale, guard } = services

  const claimant = ({ saleId, claimKey, pass }: ClaimRequest, { buyerId, socket }: Asker) => ({
    buyerId,
    saleId,
    claimKey,
    pass,
    address: socket.data.address,
    presentSince: socket.data.presentSince,
  })

  const deciding = new Map<string, number>()
  const count = (buyerId: string, change: 1 | -1) => {
    const now = (deciding.get(buyerId) ?? 0) + change
    if (now > 0) deciding.set(buyerId, now)
    else deciding.delete(buyerId)
  }

  return {
    claiming: deciding,
    asks: {
      'claim:create': {
        schema: claimRequest,
        limit: 'claim',
        async run(request, asker) {
          const { buyerId, socket } = asker
          count(buyerId, 1)
          try {
            const answer = await guard.admit(claimant(request, asker), () =>
              flashSale.claim(buyerId, request, (ahead) =>
                socket.emit('claim:queued', { claimKey: request.claimKey, ahead }),
              ),
            )
            metrics.claims.count(answer.ok ? 'held' : answer.refusal.kind)
            return answer
          } finally {
            count(buyerId, -1)
          }
        },
      },
      'claim:release': {
        schema: releaseRequest,
        limit: 'claim',
        run: ({ holdId }, { buyerId }) => flashSale.release(buyerId, holdId),
      },
      'wait:join': {
        schema: claimRequest,
        limit: 'claim',
        run: (request, asker) =>
          guard.admit(claimant(request, asker), () => flashSale.wait(asker.buyerId, request)),
      },
      'wait:leave': {
        schema: leaveRequest,
        limit: 'claim',
        run: ({ saleId }, { buyerId }) => flashSale.leaveLine(buyerId, saleId),
      },
    },
  }
}

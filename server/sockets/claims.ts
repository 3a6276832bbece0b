import { claimRequest, leaveRequest, releaseRequest, type ClaimRequest } from '#shared/flash-sale.ts'
import type { Asks } from './answering.ts'
import type { RoomSocket, SocketDeps } from './types.ts'

type Asker = { buyerId: string; socket: RoomSocket }

type ClaimAsks = Pick<Asks, 'claim:create' | 'claim:release' | 'wait:join' | 'wait:leave'>

export function claimAsks({ services, metrics }: Pick<SocketDeps, 'services' | 'metrics'>): ClaimAsks {
  const { flashSale, guard, liveReports } = services

  const claimant = ({ saleId, claimKey, pass }: ClaimRequest, { buyerId, socket }: Asker) => ({
    buyerId,
    subjectId: saleId,
    claimKey,
    pass,
    address: socket.data.address,
    presentSince: socket.data.presentSince,
  })

  return {
    'claim:create': {
      schema: claimRequest,
      limit: 'claim',
      async run(request, asker) {
        const { buyerId, socket } = asker
        const tabs = socket.data.tabs!
        tabs.claiming++
        try {
          const answer = await guard.admit(claimant(request, asker), () =>
            flashSale.claim(buyerId, request, (ahead) =>
              socket.emit('claim:queued', { claimKey: request.claimKey, ahead }),
            ),
          )
          metrics.claims.count(answer.ok ? 'held' : answer.refusal.kind)
          liveReports.asked(request.saleId, answer)
          return answer
        } finally {
          tabs.claiming--
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
  }
}

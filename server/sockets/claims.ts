import { claimRequest, leaveRequest, releaseRequest, type ClaimRequest } from '#shared/flash-sale.ts'
import { refuse } from '#shared/result.ts'
import type { Asks } from './answering.ts'
import type { Entrance } from './entrance.ts'
import type { RoomSocket, SocketDeps } from './types.ts'

type Asker = { buyerId: string; socket: RoomSocket }

type ClaimAsks = Pick<Asks, 'claim:create' | 'claim:release' | 'wait:join' | 'wait:leave'>

type ClaimDeps = Pick<SocketDeps, 'services' | 'metrics'> & { entrance: Entrance }

export function claimAsks({ services, metrics, entrance }: ClaimDeps): ClaimAsks {
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
        if (!(await entrance.mayBuy(socket, request.saleId))) return refuse({ kind: 'sale_not_found' })
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
      async run(request, asker) {
        if (!(await entrance.mayBuy(asker.socket, request.saleId))) return refuse({ kind: 'sale_not_found' })
        return guard.admit(claimant(request, asker), () => flashSale.wait(asker.buyerId, request))
      },
    },
    'wait:leave': {
      schema: leaveRequest,
      limit: 'claim',
      run: ({ saleId }, { buyerId }) => flashSale.leaveLine(buyerId, saleId),
    },
  }
}

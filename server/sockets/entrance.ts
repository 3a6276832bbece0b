import { authorise, sessionTarget } from '#shared/policy.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'
import { isRehearsalBuyer } from '#server/live/index.ts'
import { actorOf } from './actor-of.ts'
import { liveRoom, type RoomSocket, type SocketDeps } from './types.ts'

export type Entrance = ReturnType<typeof createEntrance>

/** Who may come into which room: everybody, but into a rehearsal who runs its session, and its own scripted buyers. */
export function createEntrance({ live, flashSale, identity }: SocketDeps['services']) {
  async function isAtSale(socket: RoomSocket, saleId: string): Promise<boolean> {
    const sale = await flashSale.sale(saleId)
    return !!sale?.liveSessionId && socket.rooms.has(liveRoom(sale.liveSessionId))
  }

  return {
    async mayEnter(socket: RoomSocket, liveSessionId: string): Promise<boolean> {
      if (!isOfRehearsal(liveSessionId) || isRehearsalBuyer(socket.data.buyerId ?? '', liveSessionId))
        return true
      const [actor, session] = await Promise.all([
        actorOf(socket, identity),
        live.cardOrRehearsal(liveSessionId),
      ])
      return authorise(actor, 'host:watch', sessionTarget(session)).ok
    },
    /** In a rehearsal's sales buys who is in its room. */
    mayBuy: (socket: RoomSocket, saleId: string): boolean | Promise<boolean> =>
      !isOfRehearsal(saleId) || isAtSale(socket, saleId),
  }
}

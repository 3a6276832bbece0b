import { moderateRequest } from '#shared/chat.ts'
import { demoBuyersCommand, roomRequest, saleCommand } from '#shared/live.ts'
import type { Target } from '#shared/policy.ts'
import { accept } from '#shared/result.ts'
import { saleView, type FlashSales } from '#server/flash-sale/index.ts'
import type { Ask, Asks } from './answering.ts'
import { hostRoom, type RoomSocket, type SocketDeps } from './types.ts'

type SaleVerb = 'open' | 'pause' | 'resume' | 'end'
type HostAsks = Pick<
  Asks,
  `sale:${SaleVerb}` | `session:${'stop' | 'resume'}` | 'chat:moderate' | 'host:watch' | 'demo:buyers'
>

/** What a village's secretary may do in a room of the village. */
export function hostAsks({ services, demo }: Pick<SocketDeps, 'services' | 'demo'>): HostAsks {
  const { flashSale, live, liveReports, identity } = services
  const villageOf = async ({ liveSessionId }: { liveSessionId: string }): Promise<Target> => {
    const card = await live.card(liveSessionId)
    return { villageId: card?.villageId ?? null }
  }
  async function whoAsks(socket: RoomSocket) {
    const { cookie = '' } = socket.handshake.headers
    const actor = await identity.actor(new Headers({ cookie }))
    return { userId: actor?.userId ?? '', name: actor?.name ?? '' }
  }
  const saleAsk = (verb: SaleVerb): Ask<`sale:${SaleVerb}`> => ({
    schema: saleCommand,
    limit: 'hostCommand',
    async target({ saleId }) {
      const sale = await flashSale.sale(saleId)
      return sale?.liveSessionId ? villageOf({ liveSessionId: sale.liveSessionId }) : {}
    },
    run: ({ saleId }) => change(flashSale, verb, saleId),
  })

  return {
    'sale:open': saleAsk('open'),
    'sale:pause': saleAsk('pause'),
    'sale:resume': saleAsk('resume'),
    'sale:end': saleAsk('end'),
    'session:stop': {
      schema: roomRequest,
      limit: 'hostCommand',
      target: villageOf,
      async run({ liveSessionId }, { socket }) {
        const { name } = await whoAsks(socket)
        return accept((await flashSale.stopSession(liveSessionId, name)).map(saleView))
      },
    },
    'session:resume': {
      schema: roomRequest,
      limit: 'hostCommand',
      target: villageOf,
      run: async ({ liveSessionId }) => accept((await flashSale.resumeSession(liveSessionId)).map(saleView)),
    },
    'chat:moderate': {
      schema: moderateRequest,
      limit: 'chatAct',
      target: villageOf,
      async run({ liveSessionId, ...act }, { socket }) {
        return live.moderate(liveSessionId, act, await whoAsks(socket))
      },
    },
    'host:watch': {
      schema: roomRequest,
      limit: 'hostCommand',
      target: villageOf,
      async run({ liveSessionId }, { buyerId, socket }) {
        liveReports.hosts(liveSessionId, buyerId)
        await socket.join(hostRoom(liveSessionId))
        const chat = await live.hostChat(liveSessionId)
        if (chat) socket.emit('host:chat', chat)
        return accept(await live.numbers(liveSessionId))
      },
    },
    'demo:buyers': {
      schema: demoBuyersCommand,
      limit: 'hostCommand',
      target: villageOf,
      run: async ({ liveSessionId, on }) => accept({ on: await demo.setBuyers(liveSessionId, on) }),
    },
  }
}

async function change(flashSale: FlashSales, verb: SaleVerb, saleId: string) {
  const changed = await flashSale[verb](saleId)
  return changed.ok ? accept(saleView(changed.value)) : changed
}

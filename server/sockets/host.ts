import { captionRequest } from '#shared/captions.ts'
import { moderateRequest } from '#shared/chat.ts'
import { demoBuyersCommand, roomRequest, saleCommand, sessionCommand } from '#shared/live.ts'
import { sessionTarget, type Target } from '#shared/policy.ts'
import { pinRequest } from '#shared/show.ts'
import { accept, refuse } from '#shared/result.ts'
import { saleView, type FlashSales, type SaleDetail } from '#server/flash-sale/index.ts'
import { actorOf } from './actor-of.ts'
import type { Ask, Asks } from './answering.ts'
import type { RoomNews } from './room-news.ts'
import { hostRoom, type RoomSocket, type SocketDeps } from './types.ts'

type SaleVerb = 'open' | 'pause' | 'resume' | 'end'
type CommandAsks = Pick<Asks, `sale:${SaleVerb}` | `session:${'stop' | 'resume'}`>
type HostAsks = CommandAsks &
  Pick<Asks, 'chat:moderate' | 'item:pin' | 'caption:say' | 'host:watch' | 'demo:buyers'>

type HostDeps = Pick<SocketDeps, 'services' | 'demo'> & { news: Pick<RoomNews, 'viewersChanged'> }

/** What a host, and who helps, may do in a room. */
export function hostAsks({ services, demo, news }: HostDeps): HostAsks {
  const { flashSale, live, liveReports, identity } = services
  const targetOf = async ({ liveSessionId }: { liveSessionId: string }): Promise<Target> =>
    sessionTarget(await live.cardOrRehearsal(liveSessionId))
  async function whoAsks(socket: RoomSocket) {
    const actor = await actorOf(socket, identity)
    return { userId: actor?.userId ?? '', name: actor?.name ?? '' }
  }
  return {
    ...commandAsks({ flashSale, live, targetOf, whoAsks }),
    'chat:moderate': {
      schema: moderateRequest,
      limit: 'chatAct',
      target: targetOf,
      async run({ liveSessionId, key, ...act }, { socket }) {
        return live.moderate(liveSessionId, act, { key, ...(await whoAsks(socket)) })
      },
    },
    'item:pin': {
      schema: pinRequest,
      limit: 'hostCommand',
      target: targetOf,
      async run({ liveSessionId, key, ...asked }, { socket }) {
        return live.pin(liveSessionId, asked, { key, ...(await whoAsks(socket)) })
      },
    },
    'caption:say': {
      schema: captionRequest,
      limit: 'caption',
      target: targetOf,
      run: ({ liveSessionId, ...said }) => live.caption(liveSessionId, said),
    },
    'host:watch': {
      schema: roomRequest,
      limit: 'hostCommand',
      target: targetOf,
      async run({ liveSessionId }, { buyerId, socket }) {
        liveReports.hosts(liveSessionId, buyerId)
        await socket.join(hostRoom(liveSessionId))
        news.viewersChanged(liveSessionId)
        const chat = await live.hostChat(liveSessionId)
        if (chat) socket.emit('host:chat', chat)
        return accept(await live.numbers(liveSessionId))
      },
    },
    'demo:buyers': {
      schema: demoBuyersCommand,
      limit: 'hostCommand',
      target: targetOf,
      run: async ({ liveSessionId, on }) => accept({ on: await demo.setBuyers(liveSessionId, on) }),
    },
  }
}

async function change(flashSale: FlashSales, verb: SaleVerb, saleId: string) {
  const changed = await flashSale[verb](saleId)
  return changed.ok ? accept(saleView(changed.value)) : changed
}

type CommandDeps = Pick<SocketDeps['services'], 'flashSale' | 'live'> & {
  targetOf(ask: { liveSessionId: string }): Promise<Target>
  whoAsks(socket: RoomSocket): Promise<{ userId: string; name: string }>
}

/** What opens and stops sales: each command once, by its key. */
function commandAsks({ flashSale, live, targetOf, whoAsks }: CommandDeps): CommandAsks {
  const saleAsk = (verb: SaleVerb): Ask<`sale:${SaleVerb}`> => ({
    schema: saleCommand,
    limit: 'hostCommand',
    async target({ saleId }) {
      const sale = await flashSale.sale(saleId)
      return sale?.liveSessionId ? targetOf({ liveSessionId: sale.liveSessionId }) : {}
    },
    async run({ saleId, key }, { socket }) {
      const sale = await flashSale.sale(saleId)
      if (!sale?.liveSessionId) return refuse({ kind: 'sale_not_found' })
      const { liveSessionId } = sale
      const command = { liveSessionId, key, command: `sale:${verb}`, subject: saleId } as const
      return live.once({ ...command, by: await whoAsks(socket) }, () => change(flashSale, verb, saleId))
    },
  })

  const sessionAsk = <Verb extends 'stop' | 'resume'>(
    verb: Verb,
    run: (liveSessionId: string, byName: string) => Promise<SaleDetail[]>,
  ): Ask<`session:${Verb}`> => ({
    schema: sessionCommand,
    limit: 'hostCommand',
    target: targetOf,
    async run({ liveSessionId, key }, { socket }) {
      const by = await whoAsks(socket)
      const command = { liveSessionId, key, command: `session:${verb}`, subject: liveSessionId, by } as const
      return live.once(command, async () => accept((await run(liveSessionId, by.name)).map(saleView)))
    },
  })

  return {
    'sale:open': saleAsk('open'),
    'sale:pause': saleAsk('pause'),
    'sale:resume': saleAsk('resume'),
    'sale:end': saleAsk('end'),
    'session:stop': sessionAsk('stop', flashSale.stopSession),
    'session:resume': sessionAsk('resume', flashSale.resumeSession),
  }
}

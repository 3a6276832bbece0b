import type { Bilingual } from '#shared/locale.ts'
import type { FlashSaleDraft } from '#shared/flash-sale.ts'
import type { Clock } from '../platform/clock.ts'
import type { Services } from '../services.ts'

// A newcomer must see a sale within two minutes: some village's session is on the air, or about to be.

type Programme = {
  villageKey: string
  hostUserId: string
  hostName: Bilingual
  title: Bilingual
  sales: Offer[]
}

/** `percent` of the variant's ordinary price, rounded down to whole yuan. */
type Offer = Omit<FlashSaleDraft, 'variantId' | 'priceFen'> & { percent: number }

const OPENS_AFTER_MS = 60_000
/** Between two sales of one session. */
const PAUSE_BETWEEN_MS = 20_000
/** A demo session that has sold everything, or gone on this long, makes room for the next. */
const SESSION_MAX_MS = 20 * 60_000

/** The demo's day: it goes round. Hosts are the invented secretaries of the seed. */
const programmes: Programme[] = [
  {
    villageKey: 'yiyou',
    hostUserId: 'user_secretary-yiyou',
    hostName: { zh: '林小满', en: 'Lin Xiaoman' },
    title: { zh: '秋蜜开割，现割现卖', en: 'Autumn honey, straight from the hive' },
    sales: [
      { percent: 85, total: 30, perBuyerLimit: 2, durationSec: 300 },
      { percent: 80, total: 12, perBuyerLimit: 1, durationSec: 240 },
      { percent: 88, total: 40, perBuyerLimit: 3, durationSec: 300 },
    ],
  },
  {
    villageKey: 'longdi',
    hostUserId: 'user_secretary-longdi',
    hostName: { zh: '王青岚', en: 'Wang Qinglan' },
    title: { zh: '新茶出笼，边泡边聊', en: 'New oolong: brewed while we talk' },
    sales: [
      { percent: 85, total: 24, perBuyerLimit: 2, durationSec: 300 },
      { percent: 82, total: 10, perBuyerLimit: 1, durationSec: 240 },
    ],
  },
  {
    villageKey: 'kuzhuping',
    hostUserId: 'user_secretary-kuzhuping',
    hostName: { zh: '周望舒', en: 'Zhou Wangshu' },
    title: { zh: '竹林下的小网裙', en: 'Small white skirts under the bamboo' },
    sales: [
      { percent: 85, total: 20, perBuyerLimit: 2, durationSec: 300 },
      { percent: 80, total: 16, perBuyerLimit: 2, durationSec: 240 },
    ],
  },
]

type Deps = { services: Pick<Services, 'live' | 'flashSale' | 'catalog' | 'registry'>; clock: Clock }

/** Keeps one programme running or about to; safe to call every few seconds. */
export async function ensureDemoLiveSession(deps: Deps): Promise<void> {
  const { live } = deps.services
  const [running] = (await live.liveNow()).filter(({ hostName }) => isDemoHost(hostName))
  if (running) return runSession(deps, running)
  const due = (await live.upcoming(20)).find(({ hostName }) => isDemoHost(hostName))
  if (!due) return planNext(deps)
  if (new Date(due.startsAt) <= deps.clock.now()) await live.start(due.liveSessionId)
}

const isDemoHost = ({ zh }: Bilingual) => programmes.some(({ hostName }) => hostName.zh === zh)

/** Opens the next sale when none is open and the last has been over for a while; ends a session that is through. */
async function runSession(
  { services, clock }: Deps,
  { liveSessionId, startsAt }: { liveSessionId: string; startsAt: string },
) {
  const { flashSale, live } = services
  const now = clock.now().getTime()
  const sales = await flashSale.salesOfSession(liveSessionId)
  if (sales.some(({ state }) => state === 'open' || state === 'paused')) return
  const lastEndedAt = Math.max(
    0,
    ...sales.map(({ endsAt, state }) => (state === 'ended' && endsAt ? Date.parse(endsAt) : 0)),
  )
  const next = sales.find(({ state }) => state === 'draft' || state === 'scheduled')
  if (!next && now - lastEndedAt > PAUSE_BETWEEN_MS) await live.end(liveSessionId)
  else if (now - Date.parse(startsAt) > SESSION_MAX_MS) await live.end(liveSessionId)
  else if (next && now - lastEndedAt > PAUSE_BETWEEN_MS) {
    const opened = await flashSale.open(next.saleId)
    if (opened.ok) await live.feature(liveSessionId, next.saleId)
  }
}

async function planNext({ services, clock }: Deps): Promise<void> {
  const now = clock.now()
  // The programmes take turns by the clock, so that a restart goes on where the day is.
  const turn = Math.floor(now.getTime() / SESSION_MAX_MS) % programmes.length
  const { villageKey, sales, ...programme } = programmes[turn]!
  const village = await services.registry.village(villageKey)
  if (!village) return
  const { liveSessionId } = await services.live.plan({
    ...programme,
    villageId: village.id,
    picture: village.picture,
    startsAt: new Date(now.getTime() + OPENS_AFTER_MS),
  })
  const variants = await services.catalog.variantsOfVillage(village.id)
  for (const [index, { percent, total, ...terms }] of sales.entries()) {
    const variant = variants[(index * 2) % variants.length]
    if (!variant || variant.unallotted < total) continue
    const priceFen = Math.floor((variant.priceFen * percent) / 10_000) * 100
    await services.flashSale.draft(liveSessionId, { ...terms, total, variantId: variant.variantId, priceFen })
  }
}

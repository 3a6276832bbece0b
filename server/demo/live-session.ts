import type { Bilingual } from '#shared/locale.ts'
import type { FlashSaleDraft } from '#shared/flash-sale.ts'
import { fen } from '#shared/money.ts'
import type { LiveCard } from '../live/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { VillageSummary } from '../registry/index.ts'
import type { Services } from '../services.ts'
import type { Shown } from './film-camera.ts'

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
/** planned sessions to look through for one of ours */
const LOOK_AHEAD = 100
/** Between two sales of one session. */
const PAUSE_BETWEEN_MS = 20_000
/** A demo session that has sold everything, or gone on this long, makes room for the next. */
const SESSION_MAX_MS = 20 * 60_000

const OPERATOR = { userId: 'user_operator', name: '值班员' }
const COUPON = {
  kind: 'coupon',
  amountFen: fen(500),
  pieces: 30,
  minSpendFen: fen(3_900),
  validDays: 7,
} as const

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

type Village = VillageSummary & { cooperatives: readonly { id: string }[] }
type Deps = {
  services: Pick<Services, 'live' | 'flashSale' | 'coupons' | 'catalog' | 'registry'>
  clock: Clock
}

/** Keeps one programme running or about to; safe to call every few seconds. Leaves a secretary's own sessions alone. */
export async function ensureDemoLiveSession(deps: Deps): Promise<void> {
  const { services, clock } = deps
  const onAir = await services.live.liveNow()
  const running = onAir.find(isOurs)
  if (running) return runSession(deps, running)

  const busy = new Set(onAir.map(({ villageId }) => villageId))
  const { lapsed, upcoming } = services.live
  // The shop may have been down since.
  const planned = [...(await lapsed(LOOK_AHEAD)), ...(await upcoming(LOOK_AHEAD))].filter(isOurs)
  const next = planned.find(({ villageId }) => !busy.has(villageId))
  if (!next) return planNext(deps, new Set([...busy, ...planned.map(({ villageId }) => villageId)]))
  const ours = programmeOf(next)
  if (!ours || new Date(next.startsAt) > clock.now()) return
  const started = await services.live.start(next.liveSessionId, ours.hostUserId)
  if (started.ok) await giveCoupons(services, next)
}

/** Whoever comes in finds something to take; what the village's own host has to give out is left to her. */
async function giveCoupons(
  { coupons }: Deps['services'],
  { liveSessionId, villageId, hostName }: Pick<LiveCard, 'liveSessionId' | 'villageId' | 'hostName'>,
): Promise<void> {
  const granted = await coupons.grant({ ...COUPON, villageId }, OPERATOR)
  if (granted.ok) await coupons.release(granted.value.offerId, liveSessionId, { name: hostName.zh })
}

/** What is on of ours, and the film that shows it. */
export async function filmOnAir({ live }: Pick<Services, 'live'>): Promise<Shown | null> {
  const card = (await live.liveNow()).find(isOurs)
  const film = card && programmes.find(({ title }) => title.zh === card.title.zh)?.villageKey
  return film ? { liveSessionId: card.liveSessionId, film } : null
}

/** Recordings of a drawn film: the last few are enough to see what a replay is. */
const RECORDINGS_KEPT = 3
/** @returns ours that are over, but for the last few; all of a day, should nobody have looked meanwhile */
export async function oldOfOurs({ live }: Pick<Services, 'live'>): Promise<string[]> {
  const over = (await live.begun(LOOK_AHEAD)).filter((card) => isOurs(card) && card.state === 'ended')
  return over.slice(RECORDINGS_KEPT).map(({ liveSessionId }) => liveSessionId)
}

const programmeOf = ({ hostName, title }: Pick<LiveCard, 'hostName' | 'title'>) =>
  programmes.find((ours) => ours.hostName.zh === hostName.zh && ours.title.zh === title.zh)
const isOurs = (card: Pick<LiveCard, 'hostName' | 'title'>) => programmeOf(card) !== undefined

/** Opens the next sale when the last has been over for a while; ends a session that is through. */
async function runSession({ services, clock }: Deps, session: Pick<LiveCard, 'liveSessionId' | 'startsAt'>) {
  const { flashSale, live } = services
  const { liveSessionId, startsAt } = session
  const now = clock.now().getTime()
  const sales = await flashSale.salesOfSession(liveSessionId)
  if (sales.some(({ state }) => state === 'open')) return
  if (now - Date.parse(startsAt) > SESSION_MAX_MS) return void (await live.end(liveSessionId))
  if (sales.some(({ state }) => state === 'paused')) return

  const ends = sales.flatMap(({ state, endsAt }) => (state === 'ended' && endsAt ? [Date.parse(endsAt)] : []))
  if (now - Math.max(0, ...ends) <= PAUSE_BETWEEN_MS) return
  const next = sales.find(({ state }) => state === 'draft' || state === 'scheduled')
  if (!next) return void (await live.end(liveSessionId))
  const opened = await flashSale.open(next.saleId)
  if (opened.ok) await live.feature(liveSessionId, next.saleId)
}

async function planNext({ services, clock }: Deps, busy: ReadonlySet<string>): Promise<void> {
  const now = clock.now().getTime()
  // The programmes take turns by the clock, so that a restart goes on where the day is.
  const turn = Math.floor(now / SESSION_MAX_MS)
  for (const step of programmes.keys()) {
    const programme = programmes[(turn + step) % programmes.length]!
    const village = await services.registry.village(programme.villageKey)
    // A secretary may have planned about the same time.
    if (village && !busy.has(village.id) && (await plan(services, programme, { village, now }))) return
  }
}

/** @returns whether it was planned */
async function plan(
  { live, catalog, flashSale }: Deps['services'],
  { sales, hostUserId, hostName, title }: Programme,
  { village, now }: { village: Village; now: number },
): Promise<boolean> {
  const startsAt = new Date(now + OPENS_AFTER_MS)
  const { id: villageId, picture, cooperatives } = village
  const [operator] = cooperatives
  if (!operator) return false
  const declared = { operatorId: operator.id, isCharity: true, isAiPersona: false }
  const planned = await live.plan({ hostUserId, hostName, title, villageId, picture, startsAt, declared })
  if (!planned.ok) return false
  const { liveSessionId } = planned.value
  const variants = (await catalog.variantsOfVillage(villageId)).filter(({ unallotted }) => unallotted > 0)
  for (const [index, { percent, total: wanted, ...terms }] of sales.entries()) {
    const variant = variants[(index * 2) % variants.length]
    if (!variant) continue
    const { variantId, unallotted } = variant
    const priceFen = Math.floor((variant.priceFen * percent) / 10_000) * 100
    const total = Math.min(wanted, unallotted)
    await flashSale.draft(liveSessionId, { ...terms, total, variantId, priceFen })
  }
  return true
}

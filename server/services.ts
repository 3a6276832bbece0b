import { createAccounting, type Accounting } from './accounting/index.ts'
import { createAdmission, type Admission } from './admission/index.ts'
import { createAlliances, type Alliances } from './alliances/index.ts'
import { createCatalog, type Catalog } from './catalog/index.ts'
import { createCheckout, type Checkout } from './checkout/index.ts'
import { createClearing, type Clearing } from './clearing/index.ts'
import { createDividends, type Dividends } from './dividends/index.ts'
import { createFlashSales, createReceipts, type FlashSales, type Receipts } from './flash-sale/index.ts'
import { createFollows, type Follows } from './follows/index.ts'
import { createGuard, type Guard } from './guard/index.ts'
import { createIdentity, type Identity } from './identity/index.ts'
import { createLedger, createProofs, type Ledger, type Proofs } from './ledger/index.ts'
import { amongNodes, createMedia, type Media } from './media/index.ts'
import { createLiveSessions, isDemoBuyer, type LiveSessions } from './live/index.ts'
import { createCoupons, type Coupons } from './coupons/index.ts'
import { createCovers, type Covers } from './covers/index.ts'
import { createLikes, type Likes } from './likes/index.ts'
import { createLuckyDraws, type LuckyDraws } from './lucky-draws/index.ts'
import { createLiveReports, type LiveReports } from './live-report/index.ts'
import { createPaper, type Paper } from './paper/index.ts'
import { createPayments } from './payments/index.ts'
import { createPayouts, type Payouts } from './payouts/index.ts'
import { createPersonReads, type PersonReads } from './person-reads/index.ts'
import type { Clock } from './platform/clock.ts'
import type { Database } from './platform/db.ts'
import type { Env } from './platform/env.ts'
import type { Ids } from './platform/ids.ts'
import type { Log } from './platform/log.ts'
import type { NodeBus } from './platform/node-bus.ts'
import type { RateLimits } from './platform/rate-limits.ts'
import { createRegistry, type Registry } from './registry/index.ts'
import { createRevenueShare, type RevenueShare } from './revenue-share/index.ts'
import { createSplitRules, type SplitRules } from './split-rules/index.ts'
import { createStatements, type Statements } from './statements/index.ts'
import { createVillageBooks, type VillageBooks } from './village-books/index.ts'

export type Services = {
  admission: Admission
  registry: Registry
  catalog: Catalog
  alliances: Alliances
  flashSale: FlashSales
  receipts: Receipts
  guard: Guard
  live: LiveSessions
  media: Media
  follows: Follows
  luckyDraws: LuckyDraws
  likes: Likes
  coupons: Coupons
  covers: Covers
  liveReports: LiveReports
  checkout: Checkout
  clearing: Clearing
  identity: Identity
  revenueShare: RevenueShare
  splitRules: SplitRules
  dividends: Dividends
  payouts: Payouts
  ledger: Ledger
  proofs: Proofs
  accounting: Accounting
  villageBooks: VillageBooks
  statements: Statements
  personReads: PersonReads
  paper: Paper
}

export type ServiceDeps = { env: Env; database: Database; clock: Clock; ids: Ids; log: Log }

/** The composition root: every module, made in the order of boundaries.js, on one screen. Nothing starts here. */
export function createServices(deps: ServiceDeps & { limits: RateLimits; bus: NodeBus }): Services {
  const { env, database, clock, ids, log, limits, bus } = deps
  const { db } = database
  const common = { db, clock, ids, log }

  const ledger = createLedger({ db, ids })
  const proofs = proofsOf(deps, ledger)
  const accounting = createAccounting({ db, ledger, limits })
  const payments = createPayments({ env, log })
  const registry = createRegistry({ db })
  const catalog = createCatalog({ db })
  const flashSale = createFlashSales({ database, clock, ids, log, bus })
  const receipts = createReceipts({ secret: env.APP_SECRET })
  const guard = createGuard({ clock, secret: env.APP_SECRET, factor: env.RATE_LIMIT_FACTOR })
  const identity = createIdentity({ ...common, limits, env, onSignedIn: flashSale.mergeBuyer })
  const admission = createAdmission({ db, clock, ids, secret: env.APP_SECRET })
  const alliances = createAlliances({ db, clock, ids, registry })
  const revenueShare = createRevenueShare({ db, ids, ledger, alliances })
  const clearing = createClearing({
    ...{ ...common, ledger, payments },
    bookDisputes: (disputeIds) => checkout.bookDisputes(disputeIds),
  })
  const dividends = createDividends({ db, clock, ids, ledger, registry })
  const payouts = createPayouts({
    ...{ db, clock, ids, ledger, registry, identity, payments },
    secret: env.APP_SECRET,
  })
  const villageBooks = createVillageBooks({ registry, ledger, dividends })
  const statements = createStatements({ ledger, revenueShare, registry, dividends })
  const personReads = createPersonReads({ db, clock })
  const media = amongNodes(mediaOf(deps), { bus, clock })
  const viewing = { bus, media, lowLatencyViewers: env.LIVE_LOW_LATENCY_VIEWERS }
  const live = createLiveSessions({ ...common, ...viewing, catalog, flashSale, guard, revenueShare })
  const follows = createFollows({ db, clock, registry, live, identity, origin: env.PUBLIC_ORIGIN })
  const luckyDraws = createLuckyDraws({ ...common, bus, live })
  const likes = createLikes({ ...common, bus })
  const coupons = createCoupons({ ...common, bus, revenueShare })
  const covers = createCovers({ db, clock, live, registry })
  const liveReports = createLiveReports({ ...common, isDemo: isDemoBuyer })
  const checkout = createCheckout({
    ...{ ...common, catalog, flashSale, coupons, payments, revenueShare, ledger },
    saleParties: registry.saleParties,
    findAlliance: alliances.termsOf,
    bookPayout: (payoutId) => clearing.bookPayout(payoutId),
    origin: env.PUBLIC_ORIGIN,
  })
  const splitRules = createSplitRules({ db, clock, ids, catalog, alliances, revenueShare, checkout })
  return {
    admission,
    registry,
    catalog,
    alliances,
    flashSale,
    receipts,
    guard,
    live,
    media,
    ...{ follows, luckyDraws, likes, coupons, covers },
    liveReports,
    checkout,
    clearing,
    identity,
    revenueShare,
    splitRules,
    dividends,
    payouts,
    ...{ ledger, proofs, accounting, villageBooks, statements, personReads },
    paper: createPaper({ limits }),
  }
}

function mediaOf({ env, clock, log }: ServiceDeps): Media {
  return createMedia({
    ...{ clock, log, secret: env.APP_SECRET, dataDir: env.DATA_DIR, ffmpeg: env.FFMPEG },
    relay: { to: env.LIVE_RELAY_URL, playback: env.LIVE_PLAYBACK_URL },
  })
}

function proofsOf({ env, database: { db }, clock, log }: ServiceDeps, ledger: Ledger): Proofs {
  return createProofs({
    ...{ db, clock, log, ledger, origin: env.PUBLIC_ORIGIN },
    key: {
      seed: env.LEDGER_SIGNING_KEY,
      secret: env.APP_SECRET,
      formerKeys: env.LEDGER_FORMER_KEYS ?? [],
    },
    headsFile: env.LEDGER_HEADS_FILE,
  })
}

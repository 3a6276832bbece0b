import type { HostCommandName } from './host-commands.ts'
import type { ClientToServer } from './live.ts'
import type { Role } from './roles.ts'

// Who may do what, in one table. Every door asks it: routes through app/doors/authorise.server.ts, sockets before
// they call a service. A route or an event that is not named here is refused, and tests/policy.*.test.ts fail.

/**
 * - `anyone`: no cookie needed
 * - `visitor`: the signed visitor cookie, which a first visit sets, is enough
 * - `signed_in`: any user, also without a role
 * - roles, `scope: 'own'`: somebody who has the role anywhere; the answer's membership says for what
 * - roles, `scope: 'village' | 'organisation'`: the role must be for the very thing that is acted upon; in
 *   `village_or_organisation` for the village, or for one of the organisations that keep its books; in `session` for
 *   the village, or for that one live session
 */
export type Rule =
  | { who: 'anyone' | 'visitor' | 'signed_in'; demoOnly?: true }
  | { who: readonly Role[]; scope: Scope; demoOnly?: true }
export type Scope = 'own' | 'village' | 'organisation' | 'village_or_organisation' | 'session'

const anyone = { who: 'anyone' } as const
const visitor = { who: 'visitor' } as const
const signedIn = { who: 'signed_in' } as const
const secretaryOfVillage = { who: ['secretary'], scope: 'village' } as const
/** what a host may do alone or with helpers: docs/decisions/050 */
const hostOrAssistant = { who: ['secretary', 'sale_assistant', 'chat_assistant'], scope: 'session' } as const
const seller = { who: ['secretary', 'sale_assistant'], scope: 'session' } as const
const moderator = { who: ['secretary', 'chat_assistant'], scope: 'session' } as const
/** what a village sold live: for its host, and for who keeps the books that the money goes to */
const readerOfReport = {
  who: ['secretary', 'cooperative', 'collective', 'auditor'],
  scope: 'village_or_organisation',
} as const
const bookReader = { who: ['cooperative', 'collective', 'auditor'], scope: 'own' } as const
const staffOfCooperative = { who: ['cooperative'], scope: 'organisation' } as const
/** for what villages agree on among themselves */
const staffOfCollective = { who: ['collective'], scope: 'organisation' } as const
const ownerOfBook = { who: ['cooperative', 'collective'], scope: 'organisation' } as const

/** whoever runs the platform pays out what it owes */
const operator = { who: ['operator'], scope: 'own' } as const
/** what the platform's books and Stripe say of each other; it names nobody */
const readerOfClearing = { who: ['operator', 'auditor'], scope: 'own' } as const
/** 监事: reads what the staff reads, changes nothing, and sees who of them read what is a person's */
const readerOfBook = { who: ['cooperative', 'collective', 'auditor'], scope: 'organisation' } as const
const auditorOf = { who: ['auditor'], scope: 'organisation' } as const

const aMember = { who: ['member'], scope: 'own' } as const
const memberOf = { who: ['member'], scope: 'organisation' } as const

/** by route file in app/routes, without its extension; a layout without a loader has the rule of whoever may see it */
export const routePolicy = {
  // The shop. Buyers need no account: holds, orders and checkout are looked up by the visitor cookie, and what is
  // another visitor's is not found.
  _shop: anyone,
  '_shop.$': anyone,
  '_shop._index': anyone,
  '_shop.categories.$slug': anyone,
  '_shop.products._index': anyone,
  '_shop.products.$slug': visitor,
  '_shop.villages._index': anyone,
  '_shop.villages.$key': anyone,
  // 村务公开 is for who has no account above all.
  '_shop.villages.$key_.books': anyone,
  '_shop.counties.$county.books': anyone,
  // Who shares with whom, and what villages got by it: sums of organisations, no person.
  '_shop.alliances.$key': anyone,
  'villages.$key.books.poster': anyone,
  'villages.$key.books.$file': anyone,
  '_shop.live._index': anyone,
  '_shop.live.$liveSessionId': visitor,
  '_shop.live.$liveSessionId_.complaints': visitor,
  'live.$liveSessionId.chat[.]json': anyone,
  'live.$liveSessionId.like': visitor,
  'live.$liveSessionId.picture[.]json': anyone,
  // Calendars of what is planned.
  'live.calendar[.]ics': anyone,
  'live.$liveSessionId.calendar[.]ics': anyone,
  '_shop.follows._index': signedIn,
  '_shop.follows.$villageId': signedIn,
  '_shop.sales.$saleId.log': anyone,
  'sales.$saleId.log[.]json': anyone,
  'sales.$saleId.entries[.]json': anyone,
  // 抽奖: announced, counted and proved to everybody; the reader's own entry by their cookie.
  '_shop.draws.$drawId': visitor,
  'draws.$drawId.enter': visitor,
  'draws.$drawId.entries[.]json': anyone,
  // 优惠券, 红包: taken and kept by the visitor cookie, as holds are.
  '_shop.coupons': visitor,
  'coupons.$offerId.take': visitor,
  '_shop.receipts.$holdId': visitor,
  '_shop.receipts.check': anyone,
  // What was published is for strangers above all.
  '_shop.ledger._index': anyone,
  'ledger.$day': anyone,
  'ledger.heads[.]json': anyone,
  '_shop.checkout.$holdId': visitor,
  '_shop.orders._index': visitor,
  '_shop.orders.$number': visitor,
  '_shop.orders.find': anyone,
  'orders.$number.pay': visitor,
  'holds.$holdId.release': visitor,
  'holds.$holdId.receipt': visitor,
  unpaid: visitor,
  'checkout.return': anyone,
  locale: anyone,
  'text-size': anyone,
  // Stripe proves itself by the signature.
  'webhooks.stripe': anyone,

  'sign-in': anyone,
  'sign-in_.verify': anyone,
  'account._index': signedIn,
  'account.revoke': signedIn,
  'account.sign-out': anyone,
  'account.second-factor._index': signedIn,
  'account.second-factor.begin': signedIn,
  'account.second-factor.code': signedIn,
  'account.second-factor.confirm': signedIn,
  'account.second-factor.remove': signedIn,
  'demo.messages': { who: 'anyone', demoOnly: true },

  // Whoever has the code of an invitation sees who invites; to take it they sign in.
  'assist.$code': anyone,

  studio: anyone,
  'studio._index': { who: hostOrAssistant.who, scope: 'own' },
  'studio.$villageId._index': secretaryOfVillage,
  'studio.$villageId.plan': secretaryOfVillage,
  'studio.$villageId.sales.new': secretaryOfVillage,
  // Each command has its own rule besides: see commandPolicy.
  'studio.sales.$saleId.$command': seller,
  'studio.sessions.$liveSessionId.$command': hostOrAssistant,
  'studio.sessions.$liveSessionId._index': hostOrAssistant,
  'studio.sessions.$liveSessionId.heat[.]json': hostOrAssistant,
  'studio.sessions.$liveSessionId.assistants': secretaryOfVillage,
  'studio.sessions.$liveSessionId.assistants_.$userId.remove': secretaryOfVillage,
  'studio.sessions.$liveSessionId.cover': secretaryOfVillage,
  'studio.sessions.$liveSessionId.declare': secretaryOfVillage,
  // A host's own: whose it is follows from who is signed in.
  'studio.$villageId.host': secretaryOfVillage,
  'studio.$villageId.host_.appeal': secretaryOfVillage,
  'studio.sessions.$liveSessionId.show': secretaryOfVillage,
  'studio.sessions.$liveSessionId.show_.$command': secretaryOfVillage,
  'studio.sessions.$liveSessionId.obs': secretaryOfVillage,
  'studio.sessions.$liveSessionId.preflight': secretaryOfVillage,
  'studio.sessions.$liveSessionId.uplink': secretaryOfVillage,
  'studio.sessions.$liveSessionId.rehearse': secretaryOfVillage,
  'studio.sessions.$liveSessionId.rehearsal': hostOrAssistant,
  // Addresses of who won: for who sends the prizes.
  'studio.$villageId.draws': secretaryOfVillage,
  'studio.$villageId.sessions': readerOfReport,
  'studio.sessions.$liveSessionId.report': readerOfReport,
  'studio.sessions.$liveSessionId.report_.$file': readerOfReport,
  'studio.sessions.$liveSessionId.recording[.]mp4': readerOfReport,

  coop: anyone,
  'coop._index': bookReader,
  'coop.$organisationId._index': readerOfBook,
  'coop.$organisationId.statement': readerOfBook,
  'coop.$organisationId.members._index': readerOfBook,
  'coop.$organisationId.members.$partyId._index': readerOfBook,
  'coop.$organisationId.members.$partyId.lines.$journalId': readerOfBook,
  'coop.$organisationId.members.$partyId.lines.$journalId.proof[.]json': readerOfBook,
  'coop.$organisationId.reads': auditorOf,
  'coop.$organisationId.lines.$journalId': readerOfBook,
  'coop.$organisationId.lines.$journalId.proof[.]json': readerOfBook,
  'coop.$organisationId.orders._index': staffOfCooperative,
  'coop.$organisationId.orders.$number': staffOfCooperative,
  'coop.$organisationId.lots._index': staffOfCooperative,
  'coop.$organisationId.lots.$lotId': staffOfCooperative,
  'coop.$organisationId.rules._index': staffOfCooperative,
  'coop.$organisationId.rules.$proposalId': staffOfCooperative,
  'coop.$organisationId.write-offs': staffOfCooperative,
  'coop.$organisationId.alliance._index': staffOfCollective,
  'coop.$organisationId.alliance.found': staffOfCollective,
  'coop.$organisationId.alliance.rules.$proposalId': staffOfCollective,
  'coop.$organisationId.licence': staffOfCooperative,
  'coop.$organisationId.accounts': readerOfBook,
  'coop.$organisationId.accounts._index': readerOfBook,
  'coop.$organisationId.accounts.ledger.$code': readerOfBook,
  'coop.$organisationId.accounts.vouchers._index': readerOfBook,
  'coop.$organisationId.accounts.vouchers.$month.$number': readerOfBook,
  'coop.$organisationId.accounts.vouchers.$month.$number_.correct': ownerOfBook,
  'coop.$organisationId.accounts.balance-sheet': readerOfBook,
  'coop.$organisationId.accounts.surplus': readerOfBook,
  'coop.$organisationId.accounts.equity': readerOfBook,
  'coop.$organisationId.accounts.equity_.$format': readerOfBook,
  'coop.$organisationId.accounts.chart': readerOfBook,
  'coop.$organisationId.accounts.months': ownerOfBook,
  'coop.$organisationId.accounts.exports': ownerOfBook,
  'coop.$organisationId.accounts.export.$format': ownerOfBook,
  'coop.$organisationId.dividends._index': ownerOfBook,
  'coop.$organisationId.dividends.$runId': ownerOfBook,
  'coop.$organisationId.dividends.$runId.$command': ownerOfBook,
  'coop.$organisationId.dividends.begin.$command': ownerOfBook,
  'coop.$organisationId.register._index': ownerOfBook,
  'coop.$organisationId.register.$memberId': ownerOfBook,
  'coop.$organisationId.grants._index': ownerOfBook,
  'coop.$organisationId.grants.$command': ownerOfBook,

  platform: anyone,
  'platform._index': operator,
  'platform.payouts._index': operator,
  'platform.payouts.new': operator,
  'platform.payouts.accounts': operator,
  'platform.payouts.$batchId': operator,
  'platform.payouts.$batchId.$command': operator,
  'platform.disputes._index': readerOfClearing,
  'platform.disputes.$disputeId': readerOfClearing,
  'platform.clearing._index': readerOfClearing,
  'platform.clearing.counts.$countId': readerOfClearing,
  'platform.clearing.vouchers.$month.$number': readerOfClearing,
  'platform.clearing.count': operator,
  'platform.successions': operator,
  // The platform's own money.
  'platform.coupons._index': operator,
  'platform.coupons.withdraw': operator,
  'platform.chat._index': operator,
  'platform.chat.$liveSessionId': operator,
  'platform.hosts._index': operator,
  'platform.hosts.$command': operator,
  'platform.complaints': operator,
  'platform.covers': operator,
  'platform.recordings._index': operator,
  'platform.recordings.$liveSessionId': operator,

  member: anyone,
  'member._index': aMember,
  'member.$organisationId._index': memberOf,
  // A member's own: whose it is follows from who is signed in, never from the address.
  'member.$organisationId.statement': memberOf,
  'member.$organisationId.lines.$journalId': memberOf,
  'member.$organisationId.lines.$journalId.proof[.]json': memberOf,
  'member.$organisationId.reads': memberOf,
  'member.$organisationId.account': memberOf,
  'member.$organisationId.$runId': memberOf,
  'member.$organisationId.$runId.$command': memberOf,
  '_shop.dividends.$organisationId': anyone,
} as const satisfies Record<string, Rule>

/** by a host's command, whether it comes as a form or as an ask; the compiler asks for an entry per command */
export const commandPolicy = {
  'sale:open': seller,
  'sale:schedule': seller,
  'sale:unschedule': seller,
  'sale:pause': seller,
  'sale:resume': seller,
  'sale:restock': seller,
  'sale:take-back': seller,
  'sale:end': seller,
  'sale:remove': secretaryOfVillage,
  'sale:feature': seller,
  'session:start': secretaryOfVillage,
  'session:move': secretaryOfVillage,
  'session:call-off': secretaryOfVillage,
  // Whoever sees that something is wrong may stop everything.
  'session:stop': hostOrAssistant,
  'session:resume': seller,
  'session:end': secretaryOfVillage,
  'session:chat': moderator,
  'session:moderate': moderator,
  'session:demo-buyers': { ...secretaryOfVillage, demoOnly: true },
  'session:pin': seller,
  'session:unpin': seller,
  'session:sold-out': seller,
  'session:obs-take-over': secretaryOfVillage,
  // What is given away is the host's to promise.
  'session:draw': secretaryOfVillage,
  'session:coupon': secretaryOfVillage,
} as const satisfies Record<HostCommandName, Rule>

/** by socket event; the compiler asks for an entry per event of the contract */
export const socketPolicy = {
  'room:join': visitor,
  'room:leave': visitor,
  'room:snapshot': visitor,
  'claim:create': visitor,
  'claim:release': visitor,
  'wait:join': visitor,
  'wait:leave': visitor,
  'chat:send': visitor,
  'draw:enter': visitor,
  'coupon:take': visitor,
  'room:like': visitor,
  'sale:open': commandPolicy['sale:open'],
  'sale:pause': commandPolicy['sale:pause'],
  'sale:resume': commandPolicy['sale:resume'],
  'sale:end': commandPolicy['sale:end'],
  'session:stop': commandPolicy['session:stop'],
  'session:resume': commandPolicy['session:resume'],
  'chat:moderate': moderator,
  'item:pin': seller,
  // Whose voice is on the air.
  'caption:say': secretaryOfVillage,
  'host:watch': hostOrAssistant,
  'demo:buyers': { ...secretaryOfVillage, demoOnly: true },
} as const satisfies Record<keyof ClientToServer, Rule>

/** The other socket, which carries a host's picture. */
export const ingestPolicy = { 'video:publish': secretaryOfVillage } as const satisfies Record<string, Rule>

export const policy = { ...routePolicy, ...commandPolicy, ...socketPolicy, ...ingestPolicy }
export type Action = keyof typeof policy

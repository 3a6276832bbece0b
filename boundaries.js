// Who may use whom inside server/. "checkout may use catalog." Unlisted means forbidden; the graph must stay acyclic.
// Enforced by .dependency-cruiser.js; drawn in docs/ARCHITECTURE.md. Adding an arrow needs a reason in the commit.
export const mayUse = {
  ledger: [],
  identity: [],
  payments: [],
  guard: [],
  // Tells the database what live asks it: admission_missing().
  admission: [],
  media: [],
  paper: [],
  registry: ['identity'],
  catalog: ['registry'],
  alliances: ['registry'],
  'flash-sale': ['catalog'],
  'revenue-share': ['registry', 'alliances', 'ledger'],
  accounting: ['ledger'],
  dividends: ['registry', 'ledger'],
  clearing: ['payments', 'revenue-share', 'ledger'],
  payouts: ['identity', 'payments', 'registry', 'revenue-share', 'ledger'],
  'village-books': ['registry', 'ledger', 'accounting', 'dividends'],
  'person-reads': [],
  statements: ['registry', 'ledger', 'revenue-share', 'dividends'],
  live: ['identity', 'registry', 'catalog', 'flash-sale', 'guard', 'media'],
  follows: ['identity', 'registry', 'live'],
  'lucky-draws': ['live'],
  likes: [],
  covers: ['live', 'registry'],
  // Money off a live sale: needs an account to book it to.
  coupons: ['revenue-share'],
  // Reads views over what others booked (report_live_session_*).
  'live-report': [],
  checkout: ['catalog', 'flash-sale', 'coupons', 'payments', 'revenue-share', 'ledger'],
  'split-rules': ['catalog', 'alliances', 'revenue-share', 'checkout'],
}

// Doors and ground: doors may enter every module by its face; every module may stand on the ground.
export const doors = ['http', 'sockets', 'jobs', 'demo']
export const ground = ['platform']

import type { Log } from '#server/platform/log.ts'
import type { Services } from '#server/services.ts'
import type { RtmpOffer } from '#shared/ingest.ts'
import type { Locale } from '#shared/locale.ts'
import type { Actor } from '#shared/roles.ts'

// The only way from a route to the business: Express builds these once and hands them over, so that no value of
// server/ is bundled a second time (docs/decisions/002-one-module-graph.md).
declare module '@remix-run/node' {
  interface AppLoadContext {
    services: Services
    log: Log
    /** from the signed visitor cookie; a first visit has just been given one */
    buyerId: string
    /** who is signed in; null for guests */
    actor: Actor | null
    cspNonce: string
    /** the server's clock, by which sales open and holds end */
    now(): Date
    requestId: string
    /** the caller's address, for limits */
    address: string
    /** the demo world is on: pages that show counts or messages must say so */
    demo: boolean
    publicOrigin: string
    /** how OBS can send a picture; null: not to this shop */
    rtmpOffer(): RtmpOffer | null
    /** the file with the words of a language, which a page's scripts will ask for; null while developing */
    wordsFile(locale: Locale): string | null
  }
}

import { accept, refuse } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { DossierStore } from './dossier-store.ts'
import type { ListingStore } from './listing-store.ts'
import type { Admission } from './types.ts'

type Deps = {
  store: ListingStore
  dossiers: Pick<DossierStore, 'host'>
  clock: Clock
  ids: Pick<Ids, 'next'>
}

/** 黑名单: who may not host for a time. They read why, and appeal once, to somebody else than who listed them. */
export function createListings({
  store,
  dossiers,
  clock,
  ids,
}: Deps): Pick<Admission, 'list' | 'listingsOf' | 'appeal' | 'decideAppeal'> {
  return {
    async list({ dossierId, reason, until, by }) {
      const dossier = await dossiers.host(dossierId)
      if (!dossier) return refuse({ kind: 'dossier_not_found' })
      // Else somebody could be listed by a number that another typed.
      if (dossier.decision?.outcome !== 'verified') return refuse({ kind: 'dossier_not_verified' })
      const at = clock.now()
      if (until <= at) return refuse({ kind: 'until_past' })
      const { residentIdHash, phoneHash } = dossier
      await store.add({
        ...{ id: ids.next('listing'), dossierId, residentIdHash, phoneHash, reason, at, until },
        ...{ byUserId: by.userId, byName: by.name },
      })
      return accept(null)
    },

    listingsOf: (userId) => store.of(userId, clock.now()),

    async appeal({ listingId, userId, text }) {
      const at = clock.now()
      const theirs = await store.of(userId, at)
      if (!theirs.some((listing) => listing.listingId === listingId))
        return refuse({ kind: 'listing_not_found' })
      const isFirst = await store.appeal({ listingId, userId, text, at })
      return isFirst ? accept(null) : refuse({ kind: 'appealed_before' })
    },

    async decideAppeal({ listingId, by, ...said }) {
      const listing = await store.appealed(listingId)
      if (!listing) return refuse({ kind: 'listing_not_found' })
      if (listing.byUserId === by.userId) return refuse({ kind: 'own_listing' })
      const signed = { at: clock.now(), byUserId: by.userId, byName: by.name }
      const isFirst = await store.decide({ listingId, ...said, ...signed })
      return isFirst ? accept(null) : refuse({ kind: 'appeal_decided' })
    },
  }
}

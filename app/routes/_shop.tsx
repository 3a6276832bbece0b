import type { LoaderFunctionArgs } from '@remix-run/node'
import { useCallback, useState } from 'react'
import { Outlet, useLoaderData, useMatches, type ShouldRevalidateFunctionArgs } from '@remix-run/react'
import { UnpaidBar } from '#app/features/unpaid/unpaid-bar.tsx'
import { unpaidOf } from '#app/features/unpaid/unpaid.server.ts'
import { CornerPicture } from '#app/features/live/corner-picture.tsx'
import { WatchingProvider, type Watched } from '#app/features/live/watching.ts'
import { LookAgainProvider, useUnpaid } from '#app/features/unpaid/use-unpaid.ts'
import { ErrorPage } from '#app/ui/error-page.tsx'
import { ShopFrame } from '#app/ui/shop-frame.tsx'

export async function loader({ context }: LoaderFunctionArgs) {
  return { unpaid: await unpaidOf(context) }
}

/** Each page of the shop says what is still unpaid, also one that was reached without a new load. */
export function shouldRevalidate(asked: ShouldRevalidateFunctionArgs) {
  return asked.defaultShouldRevalidate || asked.currentUrl.pathname !== asked.nextUrl.pathname
}

export default function Shop() {
  const loaded = useLoaderData<typeof loader>()
  const page = usePage()
  const { unpaid, lookAgain } = useUnpaid(loaded.unpaid, page.liveSessionId !== null)
  const [watched, setWatched] = useState<Watched | null>(null)
  const stopWatching = useCallback(() => setWatched(null), [])
  const bar = page.isCheckout ? null : (
    <>
      {watched && !page.isAboutRoom && (
        <CornerPicture key={watched.liveSessionId} watched={watched} onClose={stopWatching} />
      )}
      <UnpaidBar unpaid={unpaid} shownLiveSessionId={page.liveSessionId} />
    </>
  )
  return (
    <LookAgainProvider value={lookAgain}>
      <WatchingProvider value={setWatched}>
        <ShopFrame bar={bar}>
          <Outlet />
        </ShopFrame>
      </WatchingProvider>
    </LookAgainProvider>
  )
}

/** Checkout says itself what is kept; a live room has a socket, and shows what is kept of its own sales. */
function usePage() {
  const matches = useMatches()
  const room = matches.find(({ id }) => id === 'routes/_shop.live.$liveSessionId')
  return {
    isCheckout: matches.some(({ id }) => id === 'routes/_shop.checkout.$holdId'),
    /** the picture is on it, or would be in the way of its form */
    isAboutRoom: matches.some(({ id }) => id.startsWith('routes/_shop.live.$liveSessionId')),
    liveSessionId: room?.params.liveSessionId ?? null,
  }
}

export function ErrorBoundary() {
  return (
    <ShopFrame>
      <ErrorPage />
    </ShopFrame>
  )
}

import { Outlet } from '@remix-run/react'
import { BroadcastProvider, StillOnAir } from '#app/features/broadcast/studio-broadcast.tsx'
import { ErrorPage } from '#app/ui/error-page.tsx'
import { WorkFrame } from '#app/ui/work-frame.tsx'

export default function Studio() {
  return (
    <WorkFrame>
      <BroadcastProvider>
        <StillOnAir />
        <Outlet />
      </BroadcastProvider>
    </WorkFrame>
  )
}

export function ErrorBoundary() {
  return (
    <WorkFrame>
      <ErrorPage />
    </WorkFrame>
  )
}

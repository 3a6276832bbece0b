import { Outlet } from '@remix-run/react'
import { ErrorPage } from '#app/ui/error-page.tsx'
import { WorkFrame } from '#app/ui/work-frame.tsx'

export default function Platform() {
  return (
    <WorkFrame>
      <Outlet />
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

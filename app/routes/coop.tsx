import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet } from '@remix-run/react'
import { permit } from '#app/doors/authorise.server.ts'
import { ErrorPage } from '#app/ui/error-page.tsx'
import { WorkFrame } from '#app/ui/work-frame.tsx'

/** Which books the reader only audits: their pages offer him nothing to do. */
export function loader(door: LoaderFunctionArgs) {
  permit(door, 'coop')
  const memberships = door.context.actor?.memberships ?? []
  return { audits: memberships.flatMap((one) => (one.role === 'auditor' ? (one.organisationId ?? []) : [])) }
}

export default function Coop() {
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

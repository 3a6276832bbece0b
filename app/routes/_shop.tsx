import { Outlet } from '@remix-run/react'
import { ErrorPage } from '#app/ui/error-page.tsx'
import { ShopFrame } from '#app/ui/shop-frame.tsx'

export default function Shop() {
  return (
    <ShopFrame>
      <Outlet />
    </ShopFrame>
  )
}

export function ErrorBoundary() {
  return (
    <ShopFrame>
      <ErrorPage />
    </ShopFrame>
  )
}

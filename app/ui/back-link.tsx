import { Link } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'

export function BackLink({ to, label }: { to: string; label: string }) {
  return (
    <Link
      to={to}
      className="text-tea-700 -mt-2 mb-2 inline-flex min-h-12 items-center gap-2 underline-offset-4 hover:underline print:hidden"
    >
      <ArrowLeft aria-hidden className="size-5" />
      {label}
    </Link>
  )
}

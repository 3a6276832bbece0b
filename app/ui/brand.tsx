import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'

export function Brand() {
  const { t } = useTranslation()
  return (
    <Link to="/" className="flex min-h-11 items-center gap-2.5">
      <img src="/logo.svg" alt="" width="36" height="36" className="size-9" />
      {/* Written in Latin letters and large, or with the browser's own text twice as large, a phone has no place for it
      beside the choices. */}
      <span className="font-serif text-xl font-bold tracking-wide max-[15rem]:sr-only [html.text-large:lang(en)_&]:max-sm:sr-only">
        {t('common:shop.name')}
      </span>
    </Link>
  )
}

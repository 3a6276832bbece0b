import { useLocation, useRouteLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { loader as rootLoader } from '#app/root.tsx'
import { useLocale } from '#app/i18n/use-locale.ts'

/** A plain form: the whole page comes back in the other language, with or without JavaScript. */
export function LanguageSwitch() {
  const { t } = useTranslation()
  const locale = useLocale()
  const other = locale === 'en' ? 'zh-CN' : 'en'
  return (
    <Preference action="/locale" name="locale" value={other}>
      <span lang={other}>{t('common:otherLanguage')}</span>
    </Preference>
  )
}

/** 大字 */
export function TextSizeSwitch() {
  const { t } = useTranslation()
  const large = useRouteLoaderData<typeof rootLoader>('root')?.largeText ?? false
  return (
    <Preference action="/text-size" name="size" value={large ? 'normal' : 'large'}>
      {large ? t('common:textNormal') : t('common:textLarge')}
    </Preference>
  )
}

type PreferenceProps = { action: string; name: string; value: string; children: React.ReactNode }

function Preference({ action, name, value, children }: PreferenceProps) {
  const { pathname, search } = useLocation()
  return (
    <form method="post" action={action}>
      <input type="hidden" name="next" value={pathname + search} />
      <button
        name={name}
        value={value}
        className="hover:bg-paper-deep text-ink-soft rounded-control min-h-11 px-2.5 text-sm whitespace-nowrap"
      >
        {children}
      </button>
    </form>
  )
}

import { useTranslation } from 'react-i18next'
import { LinkButton } from '#app/ui/button.tsx'

type Props = { page: number; pages: number; linkTo(page: number): string }

export function Pager({ page, pages, linkTo }: Props) {
  const { t } = useTranslation()
  if (pages <= 1) return null
  return (
    <nav
      aria-label={t('accounts:pager.label')}
      className="mt-4 flex flex-wrap items-center gap-3 print:hidden"
    >
      {page > 1 && (
        <LinkButton to={linkTo(page - 1)} tone="plain">
          {t('accounts:pager.previous')}
        </LinkButton>
      )}
      <span className="text-ink-soft text-sm">{t('accounts:pager.at', { page, pages })}</span>
      {page < pages && (
        <LinkButton to={linkTo(page + 1)} tone="plain">
          {t('accounts:pager.next')}
        </LinkButton>
      )}
    </nav>
  )
}

import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { openBook, rangeOf } from '#app/features/accounts/open-book.server.ts'
import { PageHead, SealedFoot } from '#app/features/accounts/page-head.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { RangeForm } from '#app/features/accounts/range-form.tsx'
import { rangeSearch } from '#app/features/accounts/range-search.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { Card } from '#app/ui/card.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { exportFormat } from '#shared/accounts.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { organisation, book, today } = await openBook(door, 'coop.$organisationId.accounts.exports')
  const { range, head, pinned } = await rangeOf(door, { book: book.code, today })
  const { t } = await translator(door.request)
  return {
    title: t('accounts:pages.exports'),
    base: `/coop/${organisation.id}/accounts`,
    refused: new URL(door.request.url).searchParams.get('refused'),
    formats: exportFormat.options,
    ...{ range, head, pinned },
  }
}

export const meta = unlisted

export default function ExportsPage() {
  const { t } = useTranslation()
  const { title, base, refused, formats, range, head, pinned } = useLoaderData<typeof loader>()
  const search = rangeSearch(range)
  return (
    <>
      <PageHead title={title} lead={t('accounts:exports.lead')} printable={false} />
      {refused && (
        <Notice tone="danger" announce="alert" className="mb-4">
          {t(`accounts:exports.refused.${refused}`, {
            defaultValue: t('accounts:exports.refused.bad_request'),
          })}
        </Notice>
      )}
      <RangeForm range={range} pinned={pinned} />
      <ul className="grid gap-4 sm:grid-cols-2">
        {formats.map((format) => (
          <li key={format}>
            <Card className="flex h-full flex-wrap items-center justify-between gap-3">
              <div>
                <h3 className="font-medium">{t(`accounts:exports.formats.${format}`)}</h3>
                <p className="text-ink-soft text-sm">{t(`accounts:exports.leads.${format}`)}</p>
              </div>
              <LinkButton to={`${base}/export/${format}${search}`} reloadDocument tone="plain">
                <Download aria-hidden className="size-5" />
                {t('accounts:exports.download')}
              </LinkButton>
            </Card>
          </li>
        ))}
      </ul>
      <SealedFoot head={head} to={search} />
    </>
  )
}

import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { openBook } from '#app/features/accounts/open-book.server.ts'
import { NotVerified, PageHead } from '#app/features/accounts/page-head.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { ScrollTable } from '#app/features/accounts/scroll-table.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { book } = await openBook(door, 'coop.$organisationId.accounts.chart')
  const { t } = await translator(door.request)
  return { title: t('accounts:pages.chart'), chart: book.chart }
}

export const meta = unlisted

export default function ChartPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { title, chart } = useLoaderData<typeof loader>()
  const columns = ['code', 'name', 'type', 'side'] as const
  return (
    <>
      <PageHead title={title} lead={say(chart.title)} />
      {!chart.verified && <NotVerified what="chart" />}
      <ScrollTable label={title}>
        <table className="w-full text-sm">
          <caption className="sr-only">{title}</caption>
          <thead className="bg-paper-deep text-ink-soft">
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" className="px-3 py-2 text-left font-medium">
                  {t(`accounts:chart.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-line divide-y">
            {chart.heads.map(({ head, name, type, side, listed }) => (
              <tr key={head}>
                <td className="px-3 py-2.5 tabular-nums">{head}</td>
                <th scope="row" className="px-3 py-2.5 text-left font-normal">
                  {say(name)}
                  {!listed && ' *'}
                </th>
                <td className="px-3 py-2.5 whitespace-nowrap">{t(`accounts:chart.types.${type}`)}</td>
                <td className="px-3 py-2.5 whitespace-nowrap">{t(`accounts:chart.sides.${side}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
      {chart.heads.some(({ listed }) => !listed) && (
        <p className="text-ink-soft mt-3 text-sm">{t('accounts:chart.note')}</p>
      )}
    </>
  )
}

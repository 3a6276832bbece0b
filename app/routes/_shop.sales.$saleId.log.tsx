import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ListOrdered } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { askedPage } from '#app/features/sale-log/asked-page.server.ts'
import { ClaimLog } from '#app/features/sale-log/claim-log.tsx'
import { JumpToNumber, LogPages } from '#app/features/sale-log/log-pages.tsx'
import { SaleDraw } from '#app/features/sale-log/sale-draw.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { titled } from '#app/ui/titled.ts'
import { LOG_PAGE } from '#shared/sale-log.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { live, flashSale } = context.services
  const saleId = params.saleId ?? ''
  const page = askedPage(request, LOG_PAGE)
  const [{ t }, log, own] = await Promise.all([
    translator(request),
    live.saleLog(saleId, page),
    flashSale.claimsBy(context.buyerId, saleId),
  ])
  const asked = new URL(request.url).searchParams.has('from') ? page.from : null
  return { log: log ?? notFound(), own, asked, from: page.from, size: LOG_PAGE, title: t('live:log.title') }
}

export const meta: MetaFunction<typeof loader> = titled

/** Who got what and in which order, for everybody to read and to make again. */
export default function SaleLogPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { log, own, asked, from, size } = useLoaderData<typeof loader>()
  const { saleId, total, claims, next } = log
  return (
    <>
      <PageHeading title={t('live:log.title')} lead={`${say(log.title)} · ${say(log.variantName)}`} />
      <div className="flex flex-col gap-5">
        {log.draw && <SaleDraw saleId={saleId} draw={log.draw} />}
        <Card>
          <p className="text-ink-soft mb-3 text-sm">{t('live:log.lead', { count: total })}</p>
          {own.length > 0 && <OwnNumbers numbers={own.map(({ sequence }) => sequence)} />}
          {total > size && <JumpToNumber total={total} />}
          {claims.length > 0 ? (
            <>
              <div className="mt-3">
                <ClaimLog log={log} own={own} asked={asked} />
              </div>
              {total > claims.length && (
                <LogPages first={from} last={claims.at(-1)!.sequence} {...{ total, next, size }} />
              )}
            </>
          ) : (
            <NothingHere from={from} total={total} />
          )}
        </Card>
        <p className="flex flex-wrap gap-x-6">
          <TextLink to="/receipts/check">{t('live:log.checkReceipt')}</TextLink>
          <TextLink to={`/sales/${saleId}/log.json?from=${from}`}>{t('live:log.json')}</TextLink>
          {log.draw && <TextLink to={`/sales/${saleId}/entries.json`}>{t('live:log.entriesJson')}</TextLink>}
        </p>
      </div>
    </>
  )
}

function OwnNumbers({ numbers }: { numbers: readonly number[] }) {
  const { t } = useTranslation()
  return (
    <p className="mb-3 flex flex-wrap items-center gap-x-4 text-sm">
      <span className="font-medium">{t('live:log.own')}</span>
      {numbers.map((number) => (
        <TextLink key={number} to={`?from=${number}#n${number}`}>
          {t('live:log.sequence', { number })}
        </TextLink>
      ))}
    </p>
  )
}

/** Nobody has claimed yet, or a number was asked for that was not given. */
function NothingHere({ from, total }: { from: number; total: number }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={ListOrdered}
      title={total === 0 ? t('live:log.empty') : t('live:log.noNumber', { number: from })}
    >
      {total === 0 ? (
        t('live:log.emptyText')
      ) : (
        <LinkButton to={`?from=${total}`} tone="plain">
          {t('live:log.last', { number: total })}
        </LinkButton>
      )}
    </EmptyState>
  )
}

function TextLink({ to, children }: { to: string; children: string }) {
  return (
    <Link
      to={to}
      reloadDocument={to.includes('.json')}
      className="text-tea-700 inline-flex min-h-12 items-center underline underline-offset-4"
    >
      {children}
    </Link>
  )
}

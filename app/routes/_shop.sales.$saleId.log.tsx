import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { DrawFacts } from '#app/features/sale-log/draw-facts.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { titled } from '#app/ui/titled.ts'

/** What one page shows; log.json has all. */
const LINES_SHOWN = 500

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const [{ t }, log] = await Promise.all([
    translator(request),
    context.services.live.saleLog(params.saleId ?? ''),
  ])
  return { log: log ?? notFound(), title: t('live:log.title') }
}

export const meta: MetaFunction<typeof loader> = titled

/** Who got what and in which order, for everybody to read and to make again. */
export default function SaleLogPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { log } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeading title={t('live:log.title')} lead={`${say(log.title)} · ${say(log.variantName)}`} />
      <div className="flex flex-col gap-5">
        {log.draw && <DrawFacts log={log} draw={log.draw} />}
        <Card>
          <p className="text-ink-soft mb-3 text-sm">{t('live:log.lead', { count: log.claims.length })}</p>
          <ol className="divide-line divide-y">
            {log.claims.slice(0, LINES_SHOWN).map(({ sequence, at, buyer, quantity, state }) => (
              <li key={sequence} className="flex flex-wrap gap-x-4 py-2 tabular-nums">
                <span className="font-semibold">{t('live:log.sequence', { number: sequence })}</span>
                <span>{buyer}</span>
                <span>×{quantity}</span>
                <span>{t(`live:log.state.${state}`)}</span>
                <span className="text-ink-soft ml-auto">
                  <Moment at={at} style="time" />
                </span>
              </li>
            ))}
          </ol>
        </Card>
        <a
          href={`/sales/${log.saleId}/log.json`}
          download="log.json"
          className="text-tea-700 inline-flex min-h-12 items-center underline underline-offset-4"
        >
          {t('live:log.download')}
        </a>
      </div>
    </>
  )
}

import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData, useNavigation } from '@remix-run/react'
import { Scale } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { ClearingHead } from '#app/features/clearing/clearing-head.tsx'
import { CountList } from '#app/features/clearing/count-list.tsx'
import { CountView } from '#app/features/clearing/count-view.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Button } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { RefusedNotice, useRefusalInAddress } from '#app/ui/refused.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { authorise } from '#shared/policy.ts'

const COUNTS_SHOWN = 60

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'platform.clearing._index')
  const { clearing } = context.services
  const { t } = await translator(request)
  const [latest, counts] = await Promise.all([clearing.latest(), clearing.counts(COUNTS_SHOWN)])
  return {
    title: t('clearing:title'),
    mayCount: authorise(actor, 'platform.clearing.count').ok,
    ...{ latest, counts },
  }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function ClearingPage() {
  const { t } = useTranslation()
  const { mayCount, latest, counts } = useLoaderData<typeof loader>()
  const refused = useRefusalInAddress()
  return (
    <>
      <ClearingHead />
      {refused && (
        <RefusedNotice title={t('clearing:refusedTitle')}>
          {t([`clearing:refused.${refused}`, 'clearing:refused.other'])}
        </RefusedNotice>
      )}
      {mayCount && <CountForm />}
      {latest ? (
        <>
          <CountView count={latest} />
          <CountList counts={counts} />
        </>
      ) : (
        <EmptyState icon={Scale} title={t('clearing:empty')}>
          {t('clearing:emptyLead')}
        </EmptyState>
      )}
    </>
  )
}

function CountForm() {
  const { t } = useTranslation()
  const { formAction } = useNavigation()
  const isCounting = formAction === '/platform/clearing/count'
  return (
    <Form method="post" action="/platform/clearing/count" className="mb-6 grid gap-3">
      <p className="text-ink-soft max-w-2xl text-sm">{t('clearing:countLead')}</p>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <Button type="submit" size="large" busy={isCounting} disabled={isCounting}>
          {isCounting ? t('clearing:counting') : t('clearing:count')}
        </Button>
        <Link
          to="/platform/payouts"
          className="text-tea-700 inline-flex min-h-12 items-center underline underline-offset-4"
        >
          {t('clearing:backToPayouts')}
        </Link>
        <Link
          to="/platform/disputes"
          className="text-tea-700 inline-flex min-h-12 items-center underline underline-offset-4"
        >
          {t('disputes:title')}
        </Link>
      </div>
    </Form>
  )
}

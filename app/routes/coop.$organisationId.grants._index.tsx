import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { GrantCard } from '#app/features/dividends/grant-card.tsx'
import {
  DecideForm,
  ReceiveGrantForm,
  RegisterGrantForm,
  SpendForm,
} from '#app/features/dividends/grant-forms.tsx'
import { Refused } from '#app/features/dividends/refused.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Card } from '#app/ui/card.tsx'
import { unlisted } from '#app/ui/titled.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  const door = { context, request }
  const { actor } = requireActor(door, 'coop.$organisationId.grants._index', { organisationId })
  const { dividends, registry } = context.services
  const { t } = await translator(request)
  const organisation = (await registry.organisation(organisationId)) ?? notFound()
  const grants = await dividends.grantsOf(organisationId)
  return { title: t('dividends:tabs.grants'), organisation, grants, userId: actor.userId }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function GrantsPage() {
  const { t } = useTranslation()
  const { organisation, grants, userId } = useLoaderData<typeof loader>()
  const page = `/coop/${organisation.id}/grants`
  return (
    <>
      <BookHeader organisation={organisation} />
      <Refused />
      <p className="text-ink-soft mb-5">{t('dividends:grants.lead')}</p>
      <div className="grid gap-5">
        {grants.map((grant) => (
          <GrantCard
            key={grant.grantId}
            grant={grant}
            decide={({ spendingId, state, makerId, makerName }) =>
              state !== 'requested' ? null : makerId === userId ? (
                <p className="text-ink-soft text-sm">{t('dividends:grants.waits')}</p>
              ) : (
                <>
                  <p className="text-ink-soft text-sm">
                    {t('dividends:grants.askedBy', { name: makerName })}
                  </p>
                  <DecideForm page={page} grantId={grant.grantId} spendingId={spendingId} />
                </>
              )
            }
          >
            <details className="mt-2">
              <summary className="text-tea-700 flex min-h-12 items-center font-medium">
                {t('dividends:grants.request')}
              </summary>
              <SpendForm page={page} grantId={grant.grantId} />
            </details>
            <details>
              <summary className="text-tea-700 flex min-h-12 items-center font-medium">
                {t('dividends:grants.receive')}
              </summary>
              <ReceiveGrantForm page={page} grantId={grant.grantId} />
            </details>
          </GrantCard>
        ))}
        <Card>
          <h2 className="font-serif text-lg font-bold">{t('dividends:grants.registerTitle')}</h2>
          <RegisterGrantForm page={page} />
        </Card>
      </div>
    </>
  )
}

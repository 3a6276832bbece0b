import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PackageOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { deskPath } from '#app/features/studio/desk-path.server.ts'
import { previewSale } from '#app/features/studio/preview.server.ts'
import { SaleForm } from '#app/features/studio/sale-form.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { BackLink } from '#app/ui/back-link.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { saleForm } from '#shared/studio.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const villageId = params.villageId ?? ''
  requireActor({ context, request }, 'studio.$villageId.sales.new', { villageId })
  const { t } = await translator(request)
  const variants = await context.services.catalog.variantsOfVillage(villageId)
  const query = Object.fromEntries(new URL(request.url).searchParams)
  return {
    title: t('studio:form.title'),
    villageId,
    variants,
    filled: query,
    preview: await previewSale(context, variants, query),
  }
}

/** Puts a flash sale in the queue of a session: of `session`, else of today's. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const villageId = params.villageId ?? ''
  const { actor } = requireActor({ context, request }, 'studio.$villageId.sales.new', { villageId })
  const { catalog, flashSale, live } = context.services
  const filled = Object.fromEntries(await formOf(request))
  const asked = saleForm.safeParse(filled)
  if (!asked.success) {
    const wrong = asked.error.issues.map(({ path }) => String(path[0]))
    return data({ wrong, refusal: null, filled }, 400)
  }

  const [session, variants] = await Promise.all([
    typeof filled.session === 'string' ? live.card(filled.session) : live.todayOf(villageId),
    catalog.variantsOfVillage(villageId),
  ])
  if (!variants.some(({ variantId }) => variantId === asked.data.variantId))
    return data({ wrong: ['variantId'], refusal: null, filled }, 400)
  if (session?.villageId !== villageId)
    return data({ wrong: [], refusal: { kind: 'no_session' }, filled }, 422)
  const drafted = await flashSale.draft(session.liveSessionId, asked.data)
  if (!drafted.ok) return data({ wrong: [], refusal: drafted.refusal, filled }, 422)
  throw redirect(deskPath(actor, session), 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function NewSalePage() {
  const { t } = useTranslation()
  const { villageId, variants, filled, preview } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const desk = filled.session ? `/studio/sessions/${filled.session}` : `/studio/${villageId}`
  return (
    <div className="mx-auto max-w-5xl">
      <BackLink to={desk} label={t('studio:form.back')} />
      <h1 className="mb-5 font-serif text-2xl font-bold">{t('studio:form.title')}</h1>
      {variants.length === 0 ? (
        <EmptyState icon={PackageOpen} title={t('studio:form.noVariants')}>
          {t('studio:form.noVariantsLead')}
        </EmptyState>
      ) : (
        <SaleForm
          villageId={villageId}
          variants={variants}
          preview={preview}
          filled={answered?.filled ?? filled}
          wrong={answered?.wrong ?? []}
          refusal={answered?.refusal ?? null}
        />
      )}
    </div>
  )
}

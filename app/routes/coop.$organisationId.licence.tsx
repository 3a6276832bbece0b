import { getFormProps } from '@conform-to/react'
import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { OperatorFacts } from '#app/features/admission/dossier-facts.tsx'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { ChoiceChips } from '#app/ui/choice-chips.tsx'
import { TextField } from '#app/ui/field.tsx'
import { parseForm } from '#app/ui/form.server.ts'
import { inputOf, useShopForm } from '#app/ui/form.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Refused } from '#app/ui/refused.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { operatorForm, operatorKind } from '#shared/admission.ts'

const PAGE = 'coop.$organisationId.licence'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  requireActor({ context, request }, PAGE, { organisationId })
  const { admission, registry } = context.services
  const organisation = (await registry.organisation(organisationId)) ?? notFound()
  const [{ t }, dossiers] = await Promise.all([
    translator(request),
    admission.operatorDossiers(organisationId),
  ])
  return { title: t('admission:operator.title'), organisation, dossiers }
}

export async function action({ context, request, params }: ActionFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  const { actor: by } = requireActor({ context, request }, PAGE, { organisationId })
  const asked = parseForm(await formOf(request), operatorForm)
  const lastResult = asked.reply()
  if (asked.status !== 'success') return data({ refused: null, lastResult }, 422)
  const answer = await context.services.admission.submitOperator({ ...asked.value, organisationId, by })
  if (!answer.ok) return data({ refused: answer.refusal.kind, lastResult }, 409)
  throw redirect(`/coop/${organisationId}/licence`, 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

/** 证照: by what an organisation may sell live. */
export default function LicencePage() {
  const { t } = useTranslation()
  const { organisation, dossiers } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const waits = dossiers.some(({ decision }) => !decision)
  return (
    <>
      <BookHeader organisation={organisation} />
      {answered?.refused && <Refused kind={answered.refused} />}
      <div className="grid max-w-2xl gap-4">
        <div>
          <h2 className="font-serif text-xl font-bold">{t('admission:operator.title')}</h2>
          <p className="text-ink-soft mt-1">{t('admission:operator.lead')}</p>
        </div>
        {dossiers.map((dossier) => (
          <Card key={dossier.dossierId}>
            <OperatorFacts dossier={dossier} />
          </Card>
        ))}
        {waits ? <Notice>{t('admission:operator.waiting')}</Notice> : <LicenceForm key={dossiers.length} />}
      </div>
    </>
  )
}

function LicenceForm() {
  const { t } = useTranslation()
  const { state } = useNavigation()
  const answered = useActionData<typeof action>()
  const [form, fields] = useShopForm({ id: 'licence', lastResult: answered?.lastResult })
  return (
    <Card>
      <Form method="post" {...getFormProps(form)} className="grid gap-4">
        <ChoiceChips
          name="kind"
          legend={t('admission:operator.kind')}
          choices={operatorKind.options.map((value) => ({
            value,
            label: t(`admission:operator.kinds.${value}`),
          }))}
          defaultValue="licensed"
        />
        <TextField
          {...inputOf(fields.creditCode)}
          label={t('admission:operator.creditCode')}
          hint={t('admission:operator.creditCodeHint')}
          maxLength={24}
        />
        <Button type="submit" busy={state !== 'idle'}>
          {t('admission:operator.send')}
        </Button>
      </Form>
    </Card>
  )
}

import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { getFormProps } from '@conform-to/react'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { evidenceOf } from '#app/doors/evidence.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { FileField } from '#app/features/dividends/file-field.tsx'
import { PayoutsNav } from '#app/features/payouts/payouts-nav.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { parseForm } from '#app/ui/form.server.ts'
import { inputOf, useShopForm } from '#app/ui/form.ts'
import { Moment } from '#app/ui/moment.tsx'
import { RefusedNotice } from '#app/ui/refused.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { businessDay } from '#shared/calendar.ts'
import { successionForm } from '#shared/member-forms.ts'

const PAGE = 'platform.successions'

export async function loader({ context, request }: LoaderFunctionArgs) {
  requireActor({ context, request }, PAGE)
  const { registry } = context.services
  const [{ t }, collectives, successions] = await Promise.all([
    translator(request),
    registry.collectives(),
    registry.successions(),
  ])
  return {
    title: t('equity:merged.title'),
    today: businessDay(context.now()),
    successions: successions.map(({ from, to, ...rest }) => ({ ...rest, from: from.name, to: to.name })),
    choices: collectives.map(({ id, name }) => ({ id, name })),
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { actor: by } = requireActor({ context, request }, PAGE)
  const form = await formOf(request, ['file'])
  const evidence = await evidenceOf(form)
  form.delete('file')
  const asked = parseForm(form, successionForm)
  const lastResult = asked.reply()
  if (asked.status !== 'success') return data({ refused: null, lastResult }, 422)
  if (!evidence) return data({ refused: 'no_paper', lastResult }, 422)
  const draft = { ...asked.value, evidence, by, at: context.now() }
  const answer = await context.services.registry.recordSuccession(draft)
  if (!answer.ok) return data({ refused: answer.refusal.kind, lastResult }, 409)
  throw redirect('/platform/successions', 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function SuccessionsPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { title, successions } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  return (
    <>
      <PayoutsNav />
      {answered?.refused && <RefusedNotice>{t(`equity:merged.refused.${answered.refused}`)}</RefusedNotice>}
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card>
          <h2 className="font-serif text-lg font-bold">{title}</h2>
          {successions.length === 0 && <p className="text-ink-soft mt-2">{t('equity:merged.empty')}</p>}
          <ul className="divide-line divide-y">
            {successions.map(({ from, to, on, evidenceName, recordedByName }) => (
              <li key={from.zh} className="py-3">
                <p className="font-medium">
                  {say(from)} → {say(to)}
                </p>
                <p className="text-ink-soft text-sm">
                  <Moment at={on} style="date" /> · {evidenceName} · {recordedByName}
                </p>
              </li>
            ))}
          </ul>
        </Card>
        <MergeForm />
      </div>
    </>
  )
}

function MergeForm() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { state } = useNavigation()
  const { choices, today } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const [form, fields] = useShopForm({
    id: 'merge',
    lastResult: answered?.lastResult,
    defaultValue: { on: today },
  })
  const options = choices.map(({ id, name }) => ({ value: id, label: say(name) }))
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">{t('equity:merged.record')}</h2>
      <p className="text-ink-soft mt-1 text-sm">{t('equity:merged.lead')}</p>
      <Form method="post" encType="multipart/form-data" {...getFormProps(form)} className="mt-4 grid gap-4">
        <SelectField
          label={t('equity:merged.from')}
          name="fromId"
          options={options}
          errors={fields.fromId?.errors}
        />
        <SelectField
          label={t('equity:merged.to')}
          name="toId"
          options={options}
          errors={fields.toId?.errors}
        />
        <TextField {...inputOf(fields.on)} type="date" label={t('equity:merged.on')} max={today} required />
        <FileField label={t('equity:merged.paper')} />
        <Button type="submit" busy={state !== 'idle'}>
          {t('equity:merged.do')}
        </Button>
      </Form>
    </Card>
  )
}

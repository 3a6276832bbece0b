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
import { formOf } from '#app/doors/form.server.ts'
import { OwnComplaints } from '#app/features/complaints/own-complaints.tsx'
import { BackLink } from '#app/ui/back-link.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { SelectField, TextAreaField } from '#app/ui/field.tsx'
import { parseForm } from '#app/ui/form.server.ts'
import { selectOf, textOf, useShopForm } from '#app/ui/form.ts'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { COMPLAINT_TEXT, complaintForm, complaintKind } from '#shared/complaint.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { live } = context.services
  const session = (await live.card(params.liveSessionId ?? '')) ?? notFound()
  const [{ t }, own] = await Promise.all([
    translator(request),
    live.complaintsOf(session.liveSessionId, context.buyerId),
  ])
  const isSent = new URL(request.url).searchParams.has('sent')
  return { title: t('complaints:title'), session, own, isSent }
}

export async function action({ context, request, params }: ActionFunctionArgs) {
  const liveSessionId = params.liveSessionId ?? ''
  const submission = parseForm(await formOf(request), complaintForm)
  if (submission.status !== 'success')
    return data({ lastResult: submission.reply(), refused: null }, { status: 400 })
  const { buyerId } = context
  const sent = await context.services.live.complain({ ...submission.value, liveSessionId, buyerId })
  if (!sent.ok) return data({ lastResult: submission.reply(), refused: sent.refusal.kind }, { status: 409 })
  return redirect(`/live/${liveSessionId}/complaints?sent`, 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

/** 举报: for whoever sees something wrong, with what became of it. */
export default function ComplaintsPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { session, own, isSent } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  return (
    <div className="mx-auto max-w-xl">
      <BackLink to={`/live/${session.liveSessionId}`} label={t('complaints:back')} />
      <PageHeading title={t('complaints:link')} lead={t('complaints:lead')}>
        <p className="text-ink-soft mt-2 text-sm">
          {say(session.title)} · {say(session.villageName)}
        </p>
      </PageHeading>
      {isSent && !answered && (
        <Notice tone="success" announce="status" className="mb-4">
          {t('complaints:sent')}
        </Notice>
      )}
      {answered?.refused && (
        <Notice tone="danger" announce="alert" className="mb-4">
          {t(`errors:refusal.${answered.refused}`)}
        </Notice>
      )}
      <ComplaintForm key={own.length} />
      <OwnComplaints complaints={own} />
    </div>
  )
}

function ComplaintForm() {
  const { t } = useTranslation()
  const { state } = useNavigation()
  const answered = useActionData<typeof action>()
  const [form, fields] = useShopForm({ id: 'complaint', lastResult: answered?.lastResult })
  return (
    <Card>
      <Form method="post" {...getFormProps(form)} className="grid gap-4">
        <SelectField
          {...selectOf(fields.kind)}
          label={t('complaints:kind')}
          options={complaintKind.options.map((value) => ({ value, label: t(`complaints:kinds.${value}`) }))}
        />
        <TextAreaField
          {...textOf(fields.text)}
          label={t('complaints:text')}
          hint={t('complaints:textHint')}
          rows={5}
          maxLength={COMPLAINT_TEXT.max}
          required
        />
        <Button type="submit" busy={state !== 'idle'}>
          {t('complaints:send')}
        </Button>
      </Form>
    </Card>
  )
}

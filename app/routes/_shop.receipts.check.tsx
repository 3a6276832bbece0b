import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation, useSubmit } from '@remix-run/react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { formOf } from '#app/doors/form.server.ts'
import { checkInBrowser, type ReceiptCheck } from '#app/features/receipt/check-receipt.ts'
import { CheckResult } from '#app/features/receipt/check-result.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextAreaField } from '#app/ui/field.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { titled } from '#app/ui/titled.ts'
import { PASTED_MAX, receiptIn } from '#shared/receipt.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { t } = await translator(request)
  return { publicKey: context.services.receipts.publicKey, title: t('receipt:check.title') }
}

/** For browsers that cannot check a signature themselves, and for pages without scripts. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pasted = String((await formOf(request)).get('pasted') ?? '')
  const signed = receiptIn(pasted)
  const check: ReceiptCheck = !signed
    ? { kind: 'unreadable' }
    : context.services.receipts.isOurs(signed)
      ? { kind: 'genuine', by: 'server', receipt: signed.receipt }
      : { kind: 'not_ours', by: 'server' }
  return { check, pasted: pasted.slice(0, PASTED_MAX) }
}

export const meta: MetaFunction<typeof loader> = titled

/** Anybody pastes a receipt and learns whether we signed it, and these words and no others. */
export default function CheckReceiptPage() {
  const { t } = useTranslation()
  const { publicKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const submit = useSubmit()
  const { state } = useNavigation()
  const [own, setOwn] = useState<ReceiptCheck | null>(null)

  function check(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    setOwn(null)
    const signed = receiptIn(String(new FormData(form).get('pasted') ?? ''))
    if (!signed) return setOwn({ kind: 'unreadable' })
    void checkInBrowser(signed, publicKey).then((checked) => (checked ? setOwn(checked) : submit(form)))
  }
  const shown = own ?? answer?.check
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={t('receipt:check.title')} lead={t('receipt:check.lead')} />
      <div className="grid gap-5">
        <Card>
          <Form method="post" onSubmit={check} className="grid gap-4">
            <TextAreaField
              id="pasted"
              name="pasted"
              label={t('receipt:check.pasted')}
              hint={t('receipt:check.pastedHint')}
              rows={8}
              maxLength={PASTED_MAX}
              required
              autoComplete="off"
              spellCheck={false}
              defaultValue={answer?.pasted}
              className="font-mono text-sm break-all"
            />
            <Button type="submit" size="large" busy={state !== 'idle'}>
              {t('receipt:check.submit')}
            </Button>
          </Form>
        </Card>
        {shown && state === 'idle' && <CheckResult check={shown} />}
        <Card>
          <h2 className="font-serif text-lg font-bold">{t('receipt:publicKey')}</h2>
          <p className="font-mono text-sm break-all whitespace-pre-line">{publicKey.trim()}</p>
          <p className="text-ink-soft mt-3 text-sm">{t('receipt:check.recipe')}</p>
        </Card>
      </div>
    </div>
  )
}

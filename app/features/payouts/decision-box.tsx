import { Form, Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { BatchView } from '#server/payouts/index.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'

type Props = { batch: BatchView; userId: string; hasFactor: boolean }

/** What a proposed batch waits for: another person, with a code. */
export function DecisionBox({ batch, userId, hasFactor }: Props) {
  const { t } = useTranslation()
  const page = `/platform/payouts/${batch.batchId}`
  if (batch.proposer.userId === userId)
    return (
      <Notice className="mt-5" title={t('payouts:approve.waits')}>
        <Form method="post" action={`${page}/withdraw`} className="mt-3">
          <Button type="submit" tone="plain" size="small">
            {t('payouts:approve.withdraw')}
          </Button>
        </Form>
      </Notice>
    )
  return (
    <Card className="mt-5">
      <h2 className="font-serif text-lg font-bold">{t('payouts:approve.title')}</h2>
      <p className="text-ink-soft mt-1">{t('payouts:approve.lead')}</p>
      {hasFactor ? (
        <Form method="post" action={`${page}/approve`} className="mt-4 grid gap-3">
          <input type="hidden" name="fileHash" value={batch.sha256} />
          <TextField
            label={t('payouts:approve.code')}
            name="code"
            autoComplete="one-time-code"
            required
            hint={t('payouts:approve.codeHint')}
          />
          <Button type="submit" size="large">
            {t('payouts:approve.do')}
          </Button>
        </Form>
      ) : (
        <p className="mt-4">
          <Link to="/account/second-factor" className="text-tea-700 font-medium underline">
            {t('payouts:approve.enrol')}
          </Link>
        </p>
      )}
      <Form method="post" action={`${page}/reject`} className="mt-3">
        <Button type="submit" tone="danger">
          {t('payouts:approve.reject')}
        </Button>
      </Form>
    </Card>
  )
}

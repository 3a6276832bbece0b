import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { BatchView, ImportView } from '#server/payouts/index.ts'
import { FileField } from '#app/features/dividends/file-field.tsx'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'

/** The approved file, and the bank's answer to it. */
export function ResultBox({ batch }: { batch: BatchView }) {
  const { t } = useTranslation()
  const page = `/platform/payouts/${batch.batchId}`
  const isOpen = batch.state === 'approved' || batch.state === 'sent'
  if (batch.rail === 'stripe') return isOpen ? <TransferBox page={page} /> : null
  return (
    <Card className="mt-5 grid gap-4">
      <div>
        <h2 className="font-serif text-lg font-bold">{t('payouts:file.title')}</h2>
        <p className="text-ink-soft mt-1">
          {batch.sent ? t('payouts:file.sentBefore', { name: batch.sent.name }) : t('payouts:file.lead')}
        </p>
        <Form method="post" action={`${page}/file`} reloadDocument className="mt-3">
          <Button type="submit" tone={batch.sent ? 'plain' : 'primary'}>
            {t('payouts:file.take')}
          </Button>
        </Form>
      </div>
      {batch.bank && isOpen && (
        <Form
          method="post"
          action={`${page}/import`}
          encType="multipart/form-data"
          className="border-line grid gap-3 border-t pt-4"
        >
          <h2 className="font-serif text-lg font-bold">{t('payouts:import.title')}</h2>
          <p className="text-ink-soft">{t('payouts:import.lead')}</p>
          <FileField label={t('payouts:import.file')} />
          <Button type="submit">{t('payouts:import.do')}</Button>
        </Form>
      )}
    </Card>
  )
}

/** Stripe is asked line by line; what it refuses is available again. */
function TransferBox({ page }: { page: string }) {
  const { t } = useTranslation()
  return (
    <Card className="mt-5">
      <h2 className="font-serif text-lg font-bold">{t('payouts:transfer.title')}</h2>
      <p className="text-ink-soft mt-1">{t('payouts:transfer.lead')}</p>
      <Form method="post" action={`${page}/transfer`} className="mt-3">
        <Button type="submit" size="large">
          {t('payouts:transfer.do')}
        </Button>
      </Form>
    </Card>
  )
}

/** What each line of a result came to. */
export function ImportReport({ imported }: { imported: ImportView }) {
  const { t } = useTranslation()
  const { fileName, importedByName, importedAt, lines } = imported
  return (
    <section aria-label={fileName} className="mt-6">
      <h2 className="font-serif text-lg font-bold break-all">
        {t('payouts:import.report', { file: fileName })}
      </h2>
      <p className="text-ink-soft text-sm">
        {t('payouts:lines.by', { name: importedByName })} · <Moment at={importedAt} />
      </p>
      <Card padded={false} className="mt-3">
        <ul className="divide-line divide-y">
          {lines.map(({ number, text, outcome }) => (
            <li key={number} className="px-4 py-3 sm:px-6">
              <Badge tone={outcome === 'settled' ? 'tea' : outcome === 'returned' ? 'flash' : 'honey'}>
                {t(`payouts:outcomes.${outcome}`)}
              </Badge>
              <p className="text-ink-soft mt-1 text-sm break-all">{text}</p>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  )
}

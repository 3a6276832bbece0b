import { useTranslation } from 'react-i18next'
import type { DrawCheck, DrawView } from '#shared/draw.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useDrawCheck, type Checking } from './use-draw-check.ts'

/** The draw as it was promised and made, with a button that makes it again in the reader's own browser. */
export function DrawFacts({ saleId, draw }: { saleId: string; draw: DrawView }) {
  const { t } = useTranslation()
  const { checking, start } = useDrawCheck(saleId)
  const facts = [
    ['commitment', draw.commitment],
    ['seed', draw.seed ?? t('live:log.secret')],
    ['root', draw.root ?? t('live:log.secret')],
  ] as const
  const isReading = checking.kind === 'reading'
  return (
    <Card>
      <p>{t('live:log.promise', { count: draw.entries })}</p>
      <dl className="my-4 grid gap-3 text-sm">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-ink-soft">{t(`live:log.${name}`)}</dt>
            <dd className="font-mono break-all">{value}</dd>
          </div>
        ))}
      </dl>
      {draw.seed && (
        <Button busy={isReading} onClick={() => isReading || start()}>
          {t('live:log.check')}
        </Button>
      )}
      <Outcome checking={checking} all={draw.entries} />
      <p className="text-ink-soft mt-4 text-sm">{t('live:log.recipe')}</p>
    </Card>
  )
}

function Outcome({ checking, all }: { checking: Checking; all: number }) {
  const { t } = useTranslation()
  switch (checking.kind) {
    case 'resting':
      return null
    case 'reading':
      return (
        <p role="status" className="text-ink-soft mt-3 text-sm tabular-nums">
          {t('live:log.reading', { done: checking.entries, all })}
        </p>
      )
    case 'failed':
      return (
        <Notice tone="warning" announce="alert" className="mt-4">
          {t('live:log.unread')}
        </Notice>
      )
    case 'checked':
      return <Checked check={checking.check} all={all} />
  }
}

function Checked({ check, all }: { check: DrawCheck; all: number }) {
  const { t } = useTranslation()
  const steps = ['seedFits', 'rootFits', 'orderFits', 'claimsFit'] as const
  const isRight = steps.every((step) => check[step])
  return (
    <Notice tone={isRight ? 'success' : 'danger'} announce="alert" className="mt-4">
      <p>{t('live:log.checked', { count: all })}</p>
      <ul>
        {steps.map((step) => (
          <li key={step}>
            {check[step] ? '✓' : '✗'} {t(`live:log.${step}`)}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

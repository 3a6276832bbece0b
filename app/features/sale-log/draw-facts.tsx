import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { checkDraw, type DrawCheck, type DrawView, type SaleLog } from '#shared/draw.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Notice } from '#app/ui/notice.tsx'

/** The draw as it was promised and made, with a button that makes it again in the reader's own browser. */
export function DrawFacts({ log, draw }: { log: SaleLog; draw: DrawView }) {
  const { t } = useTranslation()
  const [check, setCheck] = useState<DrawCheck | null>(null)
  const facts = [
    ['commitment', draw.commitment],
    ['seed', draw.seed ?? t('live:log.secret')],
    ['root', draw.root ?? t('live:log.secret')],
  ] as const
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
        <Button type="button" onClick={() => setCheck(checkDraw(log))}>
          {t('live:log.check')}
        </Button>
      )}
      {check && <Checked check={check} />}
      <p className="text-ink-soft mt-4 text-sm">{t('live:log.recipe')}</p>
    </Card>
  )
}

function Checked({ check }: { check: DrawCheck }) {
  const { t } = useTranslation()
  const steps = ['seedFits', 'rootFits', 'orderFits', 'claimsFit'] as const
  const isRight = steps.every((step) => check[step])
  return (
    <div className="mt-4">
      <Notice tone={isRight ? 'success' : 'danger'} announce="alert">
        <ul>
          {steps.map((step) => (
            <li key={step}>
              {check[step] ? '✓' : '✗'} {t(`live:log.${step}`)}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}

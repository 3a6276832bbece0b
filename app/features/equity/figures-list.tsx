import { useTranslation } from 'react-i18next'
import { Money } from '#app/ui/money.tsx'
import { equityOf, moneyHeads, type MemberFigures } from '#shared/member-account.ts'

type Props = { kind: string; figures: MemberFigures }

/** 成员账户, head by head; of a collective's member the pieces. */
export function FiguresList({ kind, figures }: Props) {
  const { t } = useTranslation()
  if (kind === 'collective')
    return (
      <p className="flex items-baseline justify-between gap-4 py-2.5">
        <span className="text-ink-soft">{t('equity:heads.shares')}</span>
        <span className="text-2xl font-semibold">{t('equity:count', { count: figures.shares })}</span>
      </p>
    )
  const shown = moneyHeads.filter(
    (head) => figures[head] !== 0 || head === 'contribution' || head === 'reserve',
  )
  return (
    <dl className="divide-line divide-y">
      {shown.map((head) => (
        <div key={head} className="flex justify-between gap-4 py-2.5">
          <dt className="text-ink-soft">{t(`equity:heads.${head}`)}</dt>
          <dd>
            <Money amount={figures[head]} />
          </dd>
        </div>
      ))}
      <div className="flex items-baseline justify-between gap-4 py-2.5 font-semibold">
        <dt>{t('equity:sum')}</dt>
        <dd>
          <Money amount={equityOf(figures)} className="text-lg" />
        </dd>
      </div>
    </dl>
  )
}

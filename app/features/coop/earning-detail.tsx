import { Link } from '@remix-run/react'
import { clsx } from 'clsx'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SoldOrder } from '#server/checkout/index.ts'
import type { LoadedEntry } from '#app/features/statements/entry.server.ts'
import { PolicyText } from '#app/features/refunds/policy-text.tsx'
import { MovedPots } from '#app/features/statements/moved-pots.tsx'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { ruleName } from '#app/features/rules/rule-words.ts'
import { Card } from '#app/ui/card.tsx'
import { formatMoment, Moment } from '#app/ui/moment.tsx'
import { Money, Price } from '#app/ui/money.tsx'
import type { Bilingual } from '#shared/locale.ts'
import { fen } from '#shared/money.ts'
import { LegTable } from './leg-table.tsx'

type Props = LoadedEntry & {
  back: { to: string; label: string }
  /** the person whose entry it is; without, it is the organisation's own */
  person?: string
  lotPage?: (lotId: string) => string
  children?: ReactNode
}

/** One amount, led back to the goods, the order, the live session, the lots and the rule. */
export function EarningDetail({
  back,
  person,
  lotPage,
  entry,
  order,
  room,
  rule,
  refund,
  legs,
  ownParty,
  children,
}: Props) {
  const { t } = useTranslation()
  const locale = useLocale()
  const isTaken = entry.amountFen < 0
  const got =
    entry.amountFen === 0 ? 'statements:entry.neutral' : isTaken ? 'coop:line.given' : 'coop:line.ours'
  return (
    <div className="grid gap-5">
      <Link
        to={back.to}
        className="text-tea-700 -mt-2 inline-flex min-h-12 items-center gap-2 underline-offset-4 hover:underline print:hidden"
      >
        <ArrowLeft aria-hidden className="size-5" />
        {back.label}
      </Link>
      <div>
        <h2 className="font-serif text-xl font-bold">{t('coop:line.title')}</h2>
        {person && <p className="font-medium">{person}</p>}
        <p className="text-ink-soft mt-3">{t(got)}</p>
        {entry.amountFen !== 0 && (
          <Price
            amount={fen(Math.abs(entry.amountFen))}
            className={clsx('text-5xl', isTaken ? 'text-vermilion-700' : 'text-tea-700')}
          />
        )}
      </div>
      <div className="grid gap-5 lg:grid-cols-2 lg:items-start">
        <MovedPots entry={entry} />
        {order && <OrderCard order={order} room={room} {...(lotPage && { lotPage })} />}
        {refund && (
          <Card>
            <h3 className="font-serif text-lg font-bold">{t(`coop:refund.reasons.${refund.reason}`)}</h3>
            <PolicyText policy={refund.policy} />
          </Card>
        )}
        {legs.length > 0 && (
          <Card>
            <h3 className="font-serif text-lg font-bold">{t('coop:line.split')}</h3>
            <LegTable legs={legs} own={ownParty} />
            {rule && (
              <p className="text-ink-soft mt-3 text-sm">
                {t('coop:ours.rule', { code: ruleName(t, rule.ruleCode), version: rule.version })}
                <br />
                {t('coop:line.validFrom', { at: formatMoment(rule.validFrom, locale, 'date') })}
              </p>
            )}
          </Card>
        )}
      </div>
      {children}
      <p className="text-ink-faint text-xs break-all">
        {t('coop:line.journal')} {entry.journalId}
      </p>
    </div>
  )
}

type OrderProps = {
  order: SoldOrder
  room?: { liveSessionId: string; title: Bilingual } | null
  lotPage?: (lotId: string) => string
}

/** The goods of one paid order, without who bought them. */
export function OrderCard({ order, room = null, lotPage }: OrderProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <Card>
      <h3 className="font-serif text-lg font-bold">{t('coop:line.goods')}</h3>
      <div className="mt-3 flex gap-3">
        <img
          src={`/pictures/${order.picture}/160.webp`}
          alt=""
          width="72"
          height="72"
          className="rounded-control size-18 object-cover"
        />
        <p className="font-medium">
          {say(order.title)}
          <span className="text-ink-soft block text-sm font-normal">{say(order.variantName)}</span>
        </p>
      </div>
      <dl className="divide-line mt-3 divide-y">
        <Row label={t('coop:line.order')}>
          <span className="break-all">{order.number}</span>
        </Row>
        {order.paidAt && (
          <Row label={t('coop:line.paidAt')}>
            <Moment at={order.paidAt} style="dateTimeYear" />
          </Row>
        )}
        <Row label={t('coop:line.quantity')}>{t('coop:ours.quantity', { count: order.quantity })}</Row>
        <OrderSums order={order} />
        {order.lots.map((lot) => (
          <Row key={lot.id} label={t('statements:entry.lots')}>
            {lotPage ? (
              <Link to={lotPage(lot.id)} className="text-tea-700 underline underline-offset-4">
                {lot.code}
              </Link>
            ) : (
              lot.code
            )}
            <span className="text-ink-soft block text-sm break-all">
              {lot.certificateNo
                ? t('statements:entry.certificate', { number: lot.certificateNo })
                : t('statements:entry.noCertificate')}
            </span>
          </Row>
        ))}
        {room && (
          <Row label={t('statements:entry.room')}>
            <Link to={`/live/${room.liveSessionId}`} className="text-tea-700 underline underline-offset-4">
              {say(room.title)}
            </Link>
          </Row>
        )}
      </dl>
    </Card>
  )
}

function OrderSums({ order }: { order: SoldOrder }) {
  const { t } = useTranslation()
  return (
    <>
      <Row label={t('coop:line.unitPrice')}>
        <Money amount={order.unitPriceFen} />
      </Row>
      {order.freightFen > 0 && (
        <Row label={t('coop:line.freight')}>
          <Money amount={order.freightFen} />
        </Row>
      )}
      {order.discountFen > 0 && (
        <Row label={t('coop:line.discount')}>
          −<Money amount={order.discountFen} />
        </Row>
      )}
      <Row label={t('coop:line.total')}>
        <Money amount={order.totalFen} className="font-semibold" />
      </Row>
    </>
  )
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4 py-2.5">
      <dt className="text-ink-soft shrink-0">{label}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  )
}

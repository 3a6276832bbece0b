import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { WriteOff } from '#server/revenue-share/index.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'
import type { Bilingual } from '#shared/locale.ts'

export type NamedWriteOff = WriteOff & { name: Bilingual | null }

/** What was proposed and what became of it; another than who proposed decides. */
export function WriteOffList({ writeOffs, userId }: { writeOffs: readonly NamedWriteOff[]; userId: string }) {
  return (
    <Card padded={false}>
      <ul className="divide-line divide-y">
        {writeOffs.map((writeOff) => (
          <li key={writeOff.writeOffId} className="px-4 py-4 sm:px-6">
            <WriteOffRow writeOff={writeOff} isMaker={writeOff.maker.userId === userId} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function WriteOffRow({ writeOff, isMaker }: { writeOff: NamedWriteOff; isMaker: boolean }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const locale = useLocale()
  const { name, amountFen, state, maker, reason, checkerName, decidedAt } = writeOff
  return (
    <>
      <p className="flex flex-wrap items-center justify-between gap-2 font-medium">
        <span>
          {name && say(name)}{' '}
          <Badge tone={state === 'approved' ? 'tea' : 'plain'}>{t(`coop:writeOffs.states.${state}`)}</Badge>
        </span>
        <Money amount={amountFen} />
      </p>
      <p className="text-ink-soft text-sm">{t('coop:writeOffs.askedBy', { name: maker.name, reason })}</p>
      {checkerName && decidedAt && (
        <p className="text-ink-soft text-sm">
          {t('coop:writeOffs.decidedBy', { name: checkerName, at: formatMoment(decidedAt, locale) })}
        </p>
      )}
      {state === 'proposed' &&
        (isMaker ? (
          <p className="text-ink-soft mt-1 text-sm">{t('coop:writeOffs.waits')}</p>
        ) : (
          <DecideForm writeOffId={writeOff.writeOffId} />
        ))}
    </>
  )
}

function DecideForm({ writeOffId }: { writeOffId: string }) {
  const { t } = useTranslation()
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" preventScrollReset className="mt-3">
      <input type="hidden" name="writeOffId" value={writeOffId} />
      <p className="text-ink-soft mb-3 text-sm">{t('coop:writeOffs.booked')}</p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" name="decision" value="approve" busy={busy}>
          {t('coop:writeOffs.approve')}
        </Button>
        <Button type="submit" name="decision" value="refuse" tone="plain" busy={busy}>
          {t('coop:writeOffs.refuse')}
        </Button>
      </div>
    </Form>
  )
}

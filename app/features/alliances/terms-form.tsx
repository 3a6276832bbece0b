import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { AllianceTerms } from '#server/alliances/index.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { SelectField, TextAreaField, TextField } from '#app/ui/field.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import type { Bilingual } from '#shared/locale.ts'
import { BP_PER_PERCENT, largestFirst } from './member-table.tsx'
import type { obey } from './obey.server.ts'
import { SeatField } from './seat-field.tsx'
import { SharePreview, useTypedTerms } from './share-preview.tsx'

type Answer = Partial<NonNullable<Awaited<ReturnType<typeof obey>>>>
type Props = {
  /** what the new terms would follow */
  follows: AllianceTerms
  months: readonly string[]
  /** collectives that share with nobody here */
  others: readonly { id: string; name: Bilingual }[]
  answer: Answer
}

/** New terms for a month to come: the formula, and what each brings. */
export function TermsForm({ follows, months, others, answer: { typed, errors = {} } }: Props) {
  const { t } = useTranslation()
  const locale = useLocale()
  const busy = useNavigation().state !== 'idle'
  const terms = useTypedTerms({
    basePercent: typed?.basePercent ?? String(follows.baseBp / BP_PER_PERCENT),
    seats:
      typed?.seats ??
      follows.members.map(({ collective, contribution }) => ({
        ...{ collectiveId: collective.id, contribution: String(contribution) },
      })),
  })
  const errorsOf = (name: keyof typeof errors) => errors[name] ?? []
  return (
    <Card>
      <p className="text-ink-soft">{t('alliances:form.lead')}</p>
      <Form method="post" preventScrollReset onInput={terms.onInput} className="mt-4 grid gap-4">
        <input type="hidden" name="followsId" value={follows.id} />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField
            label={t('alliances:form.from')}
            name="fromMonth"
            defaultValue={typed?.fromMonth}
            errors={errorsOf('fromMonth')}
            options={months.map((value) => ({ value, label: formatMoment(`${value}-01`, locale, 'month') }))}
          />
          <TextField
            label={t('alliances:form.base')}
            name="basePercent"
            defaultValue={typed?.basePercent ?? follows.baseBp / BP_PER_PERCENT}
            errors={errorsOf('basePercent')}
            inputMode="numeric"
            autoComplete="off"
            suffix="%"
            required
          />
        </div>
        <Contributions follows={follows} typed={typed} />
        {others.length > 0 && <Joining {...{ follows, others, typed }} />}
        <SharePreview
          typed={terms.typed}
          villages={[...largestFirst(follows.members).map(({ collective }) => collective), ...others]}
        />
        <TextAreaField
          label={t('alliances:form.reason')}
          name="reason"
          defaultValue={typed?.reason}
          errors={errorsOf('reason')}
          rows={2}
          required
        />
        <Button type="submit" size="large" busy={busy}>
          {t('alliances:form.propose')}
        </Button>
      </Form>
    </Card>
  )
}

type Typed = Pick<Props, 'follows'> & { typed: Answer['typed'] }

/** What each member brings. A contribution left empty is a village that leaves. */
function Contributions({ follows: { alliance, members }, typed }: Typed) {
  const { t } = useTranslation()
  const say = useBilingual()
  const typedOf = (id: string) => typed?.seats.find(({ collectiveId }) => collectiveId === id)
  return (
    <fieldset className="border-line rounded-card grid gap-3 border p-3 sm:grid-cols-2 sm:p-4">
      <legend className="px-1 font-medium">
        {t('alliances:form.contributions', { measure: say(alliance.measure) })}
      </legend>
      <p className="text-ink-soft text-sm sm:col-span-2">{t('alliances:form.contributionsHint')}</p>
      {largestFirst(members).map(({ collective, contribution }) => (
        <SeatField
          key={collective.id}
          village={collective}
          seat={typedOf(collective.id)}
          contribution={typed ? typedOf(collective.id)?.contribution : contribution}
        />
      ))}
    </fieldset>
  )
}

function Joining({ follows, others, typed }: Typed & Pick<Props, 'others'>) {
  const { t } = useTranslation()
  const say = useBilingual()
  const memberIds = follows.members.map(({ collective }) => collective.id)
  const joining = typed?.seats.find(({ collectiveId }) => !memberIds.includes(collectiveId))
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <SelectField
        label={t('alliances:form.joins')}
        name="collectiveId"
        defaultValue={joining?.collectiveId ?? ''}
        options={[
          { value: '', label: t('alliances:form.nobody') },
          ...others.map(({ id, name }) => ({ value: id, label: say(name) })),
        ]}
      />
      <TextField
        label={t('alliances:form.joinsWith')}
        name="contribution"
        defaultValue={joining?.contribution ?? ''}
        errors={joining?.wrong ? ['invalid'] : []}
        inputMode="numeric"
        autoComplete="off"
        optional
      />
    </div>
  )
}

import { Form, Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { PastSession } from '#server/live-report/index.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextField } from '#app/ui/field.tsx'
import { ChoiceChips } from '#app/ui/choice-chips.tsx'
import { Declarations, type Operator } from '../admission/declarations.tsx'
import { PastList } from '../live-report/past-list.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import type { HostRefusal } from './use-host-commands.ts'

const STARTS_IN_MIN = [0, 10, 30, 60, 120] as const

type Props = {
  villageId: string
  /** who may sell */
  operators: readonly Operator[]
  /** the session that ended last; none before the first */
  last: readonly PastSession[]
  refused: HostRefusal | null
}

/** Nothing is planned: the page is the form that plans it. */
export function NoSession({ villageId, operators, last, refused }: Props) {
  const { t } = useTranslation()
  const starts = STARTS_IN_MIN.map((minutes) => ({
    value: String(minutes),
    label: minutes === 0 ? t('studio:session.planNow') : t('studio:session.planIn', { count: minutes }),
  }))
  return (
    <div className="mx-auto grid max-w-xl gap-5">
      <div>
        <h1 className="font-serif text-2xl font-bold">{t('studio:session.none')}</h1>
        <p className="text-ink-soft mt-1">{t('studio:session.noneLead')}</p>
      </div>
      <RefusalNotice refusal={refused} />
      <Card>
        <Form method="post" action={`/studio/${villageId}/plan`} className="grid gap-5">
          <TextField
            label={t('studio:session.planTitle')}
            hint={t('studio:session.planTitleHint')}
            name="title"
            minLength={2}
            maxLength={40}
            required
          />
          <TextField label={t('studio:session.planTitleEn')} name="titleEn" maxLength={80} lang="en" />
          <ChoiceChips
            name="inMinutes"
            legend={t('studio:session.planWhen')}
            choices={starts}
            defaultValue="0"
          />
          <Declarations operators={operators} />
          <Button type="submit" size="large" wide>
            {t('studio:session.planSave')}
          </Button>
        </Form>
      </Card>
      <Link
        to={`/studio/${villageId}/host`}
        className="text-tea-700 inline-flex min-h-11 items-center font-medium underline-offset-4 hover:underline"
      >
        {t('admission:host.title')}
      </Link>
      <Link
        to={`/studio/${villageId}/draws`}
        className="text-tea-700 -mt-5 inline-flex min-h-11 items-center font-medium underline-offset-4 hover:underline"
      >
        {t('draws:prizes.title')}
      </Link>
      {last.length > 0 && (
        <section aria-labelledby="last" className="grid gap-3">
          <div className="flex items-center justify-between gap-3">
            <h2 id="last" className="font-serif text-xl font-bold">
              {t('report:past.last')}
            </h2>
            <Link
              to={`/studio/${villageId}/sessions`}
              className="text-tea-700 inline-flex min-h-11 items-center font-medium underline-offset-4 hover:underline"
            >
              {t('report:past.title')}
            </Link>
          </div>
          <PastList sessions={last} />
        </section>
      )}
    </div>
  )
}

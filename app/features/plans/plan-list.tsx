import { Form } from '@remix-run/react'
import { CalendarPlus, ListChecks } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { SESSION_HOURS } from '#shared/plans.ts'
import { Confirm } from '../studio/confirm.tsx'
import type { PlansView } from './plans.server.ts'

type ListProps = {
  view: PlansView
  /** whose desk this is: there is no way to lead there */
  shownId?: string
}

/** 排期: what a village has planned, each with 改期 and 取消. */
export function PlanList({ view, shownId }: ListProps) {
  return (
    <ul className="divide-line divide-y">
      {view.plans.map((plan) => (
        // What was moved is another row: its fold closes.
        <PlanRow
          key={`${plan.liveSessionId}:${plan.planVersion}`}
          {...{ plan, view }}
          isShown={plan.liveSessionId === shownId}
        />
      ))}
    </ul>
  )
}

/** The same on a desk, and the way to plan another one. */
export function PlansCard({ view, shownId, villageId }: ListProps & { villageId: string }) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="plans" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="plans" className="font-serif text-xl font-bold">
          {t('studio:plans.title')}
        </h2>
        <LinkButton to={`/studio/${villageId}/plan`} tone="quiet">
          <CalendarPlus aria-hidden className="size-5" />
          {t('studio:plans.another')}
        </LinkButton>
      </div>
      <Card>
        <PlanList view={view} {...(shownId !== undefined && { shownId })} />
      </Card>
    </section>
  )
}

type RowProps = { plan: PlansView['plans'][number]; view: PlansView; isShown: boolean }

function PlanRow({ plan, view, isShown }: RowProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { liveSessionId, planVersion, hasLapsed } = plan
  const page = `/studio/sessions/${liveSessionId}`
  const title = say(plan.title)
  return (
    <li className="grid gap-3 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-[1_1_8rem]">
          <p className="flex flex-wrap items-center gap-2">
            <Moment at={plan.startsAt} className="font-medium tabular-nums" />
            {hasLapsed && <Badge tone="honey">{t('studio:plans.lapsed')}</Badge>}
          </p>
          <p className="text-ink-soft break-words">{title}</p>
        </div>
        {!isShown && (
          <LinkButton
            to={page}
            tone="plain"
            className="shrink-0"
            aria-label={t('studio:plans.openOf', { title })}
          >
            <ListChecks aria-hidden className="size-5" />
            {t('studio:plans.open')}
          </LinkButton>
        )}
      </div>
      {hasLapsed && <p className="text-sm">{t('studio:plans.lapsedText', { count: SESSION_HOURS })}</p>}
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(6rem,100%),1fr))] items-start gap-3 [&>details[open]]:col-span-full">
        <Confirm label={t('studio:plans.move')} question={t('studio:plans.moveAsk')} harmless>
          <Form method="post" action={`${page}/move`} className="grid grid-cols-1 gap-3">
            <input type="hidden" name="version" value={planVersion} />
            <TextField
              type="datetime-local"
              name="at"
              label={t('studio:plans.moveTo')}
              hint={t('studio:plans.atHint')}
              defaultValue={plan.startsAtInChina}
              min={view.earliest}
              max={view.latest}
              required
            />
            <Button type="submit" size="large" wide>
              {t('studio:plans.moveSure')}
            </Button>
          </Form>
        </Confirm>
        <Confirm label={t('studio:plans.callOff')} question={t('studio:plans.callOffAsk')}>
          <Form method="post" action={`${page}/call-off`}>
            <input type="hidden" name="version" value={planVersion} />
            <Button type="submit" size="large" tone="danger" wide>
              {t('studio:plans.callOffSure')}
            </Button>
          </Form>
        </Confirm>
      </div>
    </li>
  )
}

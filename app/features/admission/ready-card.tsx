import { Form, Link } from '@remix-run/react'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LiveCard } from '#server/live/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import type { Missing } from '#shared/admission.ts'
import { Declarations, type Operator } from './declarations.tsx'

export type Readiness = { missing: Missing[]; operators: Operator[] }
type Props = { session: LiveCard; ready: Readiness }

/** Always on the list; the others show when they are in the way. */
const ALWAYS: readonly Missing[] = ['host', 'training', 'operator', 'charity', 'ai_persona']
const OF_HOST: readonly Missing[] = ['host', 'training', 'listed']
const OF_SESSION: readonly Missing[] = ['charity', 'official', 'ai_persona']

/** 开播条件: what a session still lacks, and where it is mended. */
export function ReadyCard({ session, ready: { missing, operators } }: Props) {
  const { t } = useTranslation()
  const others = missing.filter((one) => !ALWAYS.includes(one))
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">{t('admission:ready.title')}</h2>
      <p className="text-ink-soft mt-1 text-sm">
        {missing.length === 0
          ? t('admission:ready.all')
          : t('admission:ready.some', { count: missing.length })}
      </p>
      <ul className="divide-line mt-3 divide-y">
        {[...ALWAYS, ...others].map((one) => (
          <Item key={one} {...{ one, session }} isMissing={missing.includes(one)} />
        ))}
      </ul>
      <details id="declare" className="mt-3" open={missing.some(isDeclared(session))}>
        <summary className="text-tea-700 inline-flex min-h-11 cursor-pointer items-center font-medium">
          {t('admission:declare.title')}
        </summary>
        <Form
          key={`${session.isCharity} ${session.isAiPersona}`}
          method="post"
          action={`/studio/sessions/${session.liveSessionId}/declare`}
          className="mt-2 grid gap-4"
        >
          <Declarations
            operators={operators}
            declared={{
              operatorId: session.operator?.id ?? null,
              ...{ isCharity: session.isCharity, isAiPersona: session.isAiPersona },
            }}
          />
          <p className="text-ink-soft text-sm">{t('admission:declare.stands')}</p>
          <Button type="submit" tone="plain">
            {t('admission:declare.save')}
          </Button>
        </Form>
      </details>
    </Card>
  )
}

const isDeclared =
  ({ operator }: LiveCard) =>
  (one: Missing) =>
    OF_SESSION.includes(one) || (one === 'operator' && !operator)

function Item({ one, session, isMissing }: { one: Missing; session: LiveCard; isMissing: boolean }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { operator, villageId } = session
  const Icon = isMissing ? CircleAlert : CircleCheck
  const link = 'text-tea-700 inline-flex min-h-11 items-center font-medium underline underline-offset-4'
  return (
    <li className="flex min-h-12 items-center gap-3 py-1">
      <Icon
        aria-label={t(isMissing ? 'admission:ready.missing' : 'admission:ready.done')}
        className={isMissing ? 'text-vermilion-600 size-5 shrink-0' : 'text-tea-600 size-5 shrink-0'}
      />
      <span className="min-w-0 flex-1">
        {t(`admission:missing.${one}`)}
        {isMissing && one === 'operator' && operator && (
          <span className="text-ink-soft block text-sm">
            {t('admission:ready.byOperator', { name: say(operator.name) })}
          </span>
        )}
      </span>
      {isMissing && OF_HOST.includes(one) && (
        <Link to={`/studio/${villageId}/host`} className={link}>
          {t('admission:ready.mend')}
        </Link>
      )}
      {isMissing && isDeclared(session)(one) && (
        <a href="#declare" className={link}>
          {t('admission:ready.mend')}
        </a>
      )}
    </li>
  )
}

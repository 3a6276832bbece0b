import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Moment } from '#app/ui/moment.tsx'
import type { Bilingual } from '#shared/locale.ts'

type Remark = {
  remarkId: string
  kind: 'question' | 'objection'
  text: string
  at: string
  answer: string | null
  answeredBy: string | null
  name?: Bilingual
  mine?: boolean
}

/** Questions and objections with their answers. `answerAt`: where staff may answer. */
export function RemarkList({ remarks, answerAt }: { remarks: readonly Remark[]; answerAt?: string }) {
  const { t } = useTranslation()
  const say = useBilingual()
  if (remarks.length === 0) return <p className="text-ink-soft">{t('dividends:remarks.none')}</p>
  return (
    <ul className="divide-line divide-y">
      {remarks.map((remark) => (
        <li key={remark.remarkId} className="grid gap-2 py-3">
          <p className="flex flex-wrap items-center gap-2 text-sm">
            <Badge tone={remark.kind === 'objection' ? 'honey' : 'plain'}>
              {t(`dividends:remarks.${remark.kind}`)}
            </Badge>
            {remark.name && <span>{say(remark.name)}</span>}
            {remark.mine && <span>{t('dividends:remarks.mine')}</span>}
            <Moment at={remark.at} className="text-ink-soft" />
          </p>
          <p>{remark.text}</p>
          {remark.answer && (
            <p className="border-tea-300 border-l-4 pl-3">
              {remark.answer}
              <span className="text-ink-soft block text-sm">{remark.answeredBy}</span>
            </p>
          )}
          {!remark.answer && answerAt && (
            <Form method="post" action={answerAt} className="grid gap-2">
              <input type="hidden" name="remarkId" value={remark.remarkId} />
              <TextField label={t('dividends:remarks.answer')} name="text" required maxLength={500} />
              <Button type="submit" tone="plain">
                {t('dividends:remarks.answerDo')}
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  )
}

import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { RunView } from '#server/dividends/index.ts'
import { Button } from '#app/ui/button.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { votesNeeded } from '#shared/dividend.ts'
import { FileField } from './file-field.tsx'

/** Who came, how they voted on paper, and the minutes. Votes by phone are counted by themselves. */
export function AssemblyForm({ run, page, today }: { run: RunView; page: string; today: string }) {
  const { t } = useTranslation()
  const { tally, register } = run
  const needed = votesNeeded(register.votes, run.regime === 'cooperative' ? 'half' : 'two_thirds')
  const choose = (names: readonly string[], key: string) =>
    names.map((value) => ({ value, label: t(`dividends:assembly.${key}.${value}`) }))
  const number = (name: string) => (
    <TextField
      key={name}
      label={t(`dividends:assembly.${name}`)}
      name={name}
      inputMode="numeric"
      defaultValue="0"
      required
    />
  )
  return (
    <Form method="post" action={`${page}/resolve`} encType="multipart/form-data" className="grid gap-4">
      <p className="bg-tea-50 rounded-control p-3">
        {t('dividends:assembly.phone', { ...tally })}
        <br />
        {t('dividends:assembly.needed', { members: register.members, votes: register.votes, needed })}
      </p>
      <TextField
        label={t('dividends:assembly.heldOn')}
        name="heldOn"
        type="date"
        defaultValue={today}
        required
      />
      <SelectField
        label={t('dividends:assembly.bodyLabel')}
        name="body"
        options={choose(['members', 'representatives'], 'body')}
      />
      <TextField
        label={t('dividends:assembly.representatives')}
        hint={t('dividends:assembly.representativesHint')}
        name="representatives"
        inputMode="numeric"
        optional
      />
      <SelectField
        label={t('dividends:assembly.matterLabel')}
        name="matter"
        options={choose(['distribution', 'charter'], 'matter')}
      />
      <div className="grid grid-cols-2 gap-3">{['inHall', 'for', 'against', 'abstain'].map(number)}</div>
      <FileField label={t('dividends:assembly.minutes')} />
      <Button type="submit" size="large" wide>
        {t('dividends:assembly.do')}
      </Button>
    </Form>
  )
}

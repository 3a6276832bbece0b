import { useTranslation } from 'react-i18next'
import { ChoiceChips } from '#app/ui/choice-chips.tsx'
import { TextField } from '#app/ui/field.tsx'
import { DRAW_MINUTES, PRIZE_WORDS_MAX, PRIZES_MAX } from '#shared/lucky-draw.ts'
import { Confirm } from '../studio/confirm.tsx'
import type { HostCommands } from '../studio/use-host-commands.ts'
import { Button } from '#app/ui/button.tsx'

const DEFAULT_MINUTES = 3

type Props = { liveSessionId: string; commands: HostCommands }

/** What a host gives away. It is asked about once more, because nobody can take it back. */
export function DrawForm({ liveSessionId, commands }: Props) {
  const { t } = useTranslation()
  return (
    <form
      method="post"
      action={`/studio/sessions/${liveSessionId}/draw`}
      onSubmit={(event) => commands.commandSession(event, liveSessionId, 'draw')}
      className="grid gap-4"
    >
      <TextField
        label={t('draws:form.prize')}
        hint={t('draws:form.prizeHint')}
        name="prize"
        maxLength={PRIZE_WORDS_MAX}
        autoComplete="off"
        required
      />
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label={t('draws:form.prizes')}
          name="prizes"
          type="number"
          inputMode="numeric"
          min={1}
          max={PRIZES_MAX}
          defaultValue="1"
          required
        />
        <TextField
          label={t('draws:form.value')}
          name="valueYuan"
          inputMode="decimal"
          autoComplete="off"
          required
        />
      </div>
      <TextField
        label={t('draws:form.giver')}
        hint={t('draws:form.giverHint')}
        name="giver"
        maxLength={PRIZE_WORDS_MAX}
        required
      />
      <ChoiceChips
        name="minutes"
        legend={t('draws:form.minutes')}
        choices={DRAW_MINUTES.map((minutes) => ({
          value: String(minutes),
          label: t('draws:form.minute', { count: minutes }),
        }))}
        defaultValue={String(DEFAULT_MINUTES)}
      />
      <Confirm label={t('draws:form.offer')} question={t('draws:form.ask')}>
        <Button
          type="submit"
          tone="flash"
          size="large"
          wide
          busy={commands.isWaiting('session:draw', liveSessionId)}
        >
          {t('draws:form.sure')}
        </Button>
      </Confirm>
    </form>
  )
}

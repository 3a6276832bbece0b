import { useTranslation } from 'react-i18next'
import { Badge } from '#app/ui/badge.tsx'
import { Card } from '#app/ui/card.tsx'
import { CommandButton } from './command-button.tsx'
import type { HostCommands } from './use-host-commands.ts'

type Props = { liveSessionId: string; on: boolean; commands: HostCommands }

/** Scripted buyers, in the demo only, and never without saying so. */
export function DemoBuyers({ liveSessionId, on, commands }: Props) {
  const { t } = useTranslation()
  return (
    <Card>
      <div className="flex items-center gap-2">
        <h2 className="font-serif text-lg font-bold">{t('studio:demo.title')}</h2>
        <Badge tone={on ? 'honey' : 'plain'}>{on ? t('studio:demo.on') : t('studio:demo.off')}</Badge>
      </div>
      <p className="text-ink-soft mt-1 mb-4 text-sm">{t('studio:demo.lead')}</p>
      <CommandButton
        action={`/studio/sessions/${liveSessionId}/demo-buyers`}
        onSubmit={(event) => commands.commandSession(event, liveSessionId, 'demo-buyers')}
        fields={{ on: on ? '0' : '1' }}
        busy={commands.isWaiting('session:demo-buyers', liveSessionId)}
        tone="plain"
        size="medium"
        wide
      >
        {on ? t('studio:demo.turnOff') : t('studio:demo.turnOn')}
      </CommandButton>
    </Card>
  )
}

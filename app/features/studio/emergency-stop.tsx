import { OctagonX, Play } from 'lucide-react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '#app/ui/notice.tsx'
import type { RoomSale } from '#shared/live.ts'
import { CommandButton } from './command-button.tsx'
import { Confirm } from './confirm.tsx'
import type { HostCommands } from './use-host-commands.ts'

type Props = { liveSessionId: string; sales: readonly RoomSale[]; commands: HostCommands }

const canStop = ({ state }: RoomSale) => state === 'open' || state === 'scheduled'

/** 急停: whatever sells or is about to stands still at once, until the host lets it go on. */
export function EmergencyStop({ liveSessionId, sales, commands }: Props) {
  const { t } = useTranslation()
  const stopped = sales.filter(({ stop }) => stop?.kind === 'emergency')
  const command = (name: 'stop' | 'resume') => ({
    action: `/studio/sessions/${liveSessionId}/${name}`,
    onSubmit: (event: FormEvent<HTMLFormElement>) => commands.commandSession(event, liveSessionId, name),
    busy: commands.isWaiting(`session:${name}`, liveSessionId),
    wide: true,
  })
  if (stopped.length > 0)
    return (
      <Notice
        tone="danger"
        announce="status"
        title={t('studio:stop.stopped', { by: stopped[0]!.stop!.by, count: stopped.length })}
      >
        <p className="mb-3">{t('studio:stop.stoppedLead')}</p>
        {commands.may('session:resume') && (
          <CommandButton {...command('resume')} tone="flash">
            <Play aria-hidden className="size-5" />
            {t('studio:stop.resume')}
          </CommandButton>
        )}
      </Notice>
    )
  if (!sales.some(canStop)) return null
  return (
    <Confirm label={t('studio:stop.stop')} question={t('studio:stop.ask')} urgent>
      <CommandButton {...command('stop')} tone="danger">
        <OctagonX aria-hidden className="size-5" />
        {t('studio:stop.sure')}
      </CommandButton>
    </Confirm>
  )
}

import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { NameOf } from './command-name.ts'
import type { OutboxCommand } from './outbox.ts'
import type { HostCommands } from './use-host-commands.ts'

type Props = { nameOf: NameOf; commands: HostCommands }

/** What was tapped and has not reached the shop: in order, and to be taken back until it leaves. */
export function WaitingCommands({ nameOf, commands }: Props) {
  const { t } = useTranslation()
  const { hasSignal } = commands.outbox
  const asked = commands.outbox.commands.filter(({ asksAgain }) => asksAgain)
  const waiting = hasSignal ? [] : commands.outbox.commands.filter(({ asksAgain }) => !asksAgain)
  if (asked.length + waiting.length === 0) return null
  return (
    // On a phone the button that was tapped is far from the top of the desk.
    <div className="fixed inset-x-0 bottom-0 z-30 grid max-h-[45dvh] gap-3 overflow-y-auto p-3 lg:static lg:max-h-none lg:p-0">
      {waiting.length > 0 && (
        <Notice tone="warning" announce="status" title={t('studio:waiting.title', { count: waiting.length })}>
          <p>{t('studio:waiting.lead')}</p>
          <ol aria-label={t('studio:waiting.list')} className="divide-honey-200 mt-2 divide-y">
            {waiting.map((command) => (
              <Waiting key={command.key} command={command} nameOf={nameOf} commands={commands} />
            ))}
          </ol>
        </Notice>
      )}
      {asked.length > 0 && (
        <Notice tone="warning" announce="status" title={t('studio:waiting.old', { count: asked.length })}>
          <p>{t('studio:waiting.oldLead')}</p>
          <ol aria-label={t('studio:waiting.oldList')} className="divide-honey-200 mt-2 divide-y">
            {asked.map((command) => (
              <Waiting key={command.key} command={command} nameOf={nameOf} commands={commands} />
            ))}
          </ol>
        </Notice>
      )}
    </div>
  )
}

function Waiting({ command, nameOf, commands }: Props & { command: OutboxCommand }) {
  const { t } = useTranslation()
  const name = nameOf(command)
  const { key, isSent, asksAgain, tappedAt } = command
  const canTakeBack = asksAgain || !isSent
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
      <span className="min-w-0 flex-1">
        {name}{' '}
        <span className="text-honey-800 tabular-nums">
          <Moment at={new Date(tappedAt).toISOString()} style="time" />
        </span>
      </span>
      {asksAgain && (
        <Button
          tone="primary"
          size="small"
          aria-label={t('studio:waiting.sendThis', { name })}
          onClick={() => commands.sendStill(key)}
        >
          {t('studio:waiting.send')}
        </Button>
      )}
      {canTakeBack ? (
        <Button
          tone="plain"
          size="small"
          aria-label={t('studio:waiting.takeBackThis', { name })}
          onClick={() => commands.takeBack(key)}
        >
          {t('studio:waiting.takeBack')}
        </Button>
      ) : (
        <span className="text-honey-800">{t('studio:waiting.sent')}</span>
      )}
    </li>
  )
}

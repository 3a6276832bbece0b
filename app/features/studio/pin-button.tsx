import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShowItem } from '#server/live/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import type { PinAct } from '#shared/show.ts'
import { CommandButton } from './command-button.tsx'
import type { HostCommands } from './use-host-commands.ts'

/** `version`: of what is shown, as it is seen here */
export type OfPin = { liveSessionId: string; version: number; commands: HostCommands }

type PinButtonProps = OfPin & {
  item: ShowItem
  act: PinAct
  tone: 'primary' | 'plain' | 'quiet'
  size: 'medium' | 'large'
  children: ReactNode
}

/** What is shown becomes another item, or none: also without scripts. */
export function PinButton({
  liveSessionId,
  version,
  commands,
  item,
  act,
  children,
  ...look
}: PinButtonProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  if (!commands.may(`session:${act}`)) return null
  return (
    <CommandButton
      action={`/studio/sessions/${liveSessionId}/${act}`}
      onSubmit={(event) => commands.commandPin(event, item.itemId, act)}
      fields={{ itemId: item.itemId, version: String(version) }}
      busy={commands.isWaiting(`session:${act}`, item.itemId)}
      label={act === 'pin' ? t('studio:show.pinThis', { title: say(item.title) }) : undefined}
      wide
      {...look}
    >
      {children}
    </CommandButton>
  )
}

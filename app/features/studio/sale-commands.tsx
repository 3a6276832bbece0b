import { useTranslation } from 'react-i18next'
import type { ButtonSize, ButtonTone } from '#app/ui/button.tsx'
import type { RoomSale } from '#shared/live.ts'
import type { SaleFormCommand } from '#shared/studio.ts'
import { CommandButton } from './command-button.tsx'
import { Confirm } from './confirm.tsx'
import type { HostCommands } from './use-host-commands.ts'

type OneProps = {
  sale: RoomSale
  command: SaleFormCommand
  commands: HostCommands
  text?: string
  label?: string
  tone?: ButtonTone
  size?: ButtonSize
  wide?: boolean
}

export function SaleCommand({ sale, command, commands, text, ...button }: OneProps) {
  const { t } = useTranslation()
  if (!commands.may(`sale:${command}`)) return null
  return (
    <CommandButton
      action={`/studio/sales/${sale.saleId}/${command}`}
      onSubmit={(event) => commands.commandSale(event, sale.saleId, command)}
      busy={commands.isWaiting(`sale:${command}`, sale.saleId)}
      {...button}
    >
      {text ?? t(`studio:sale.${command}`)}
    </CommandButton>
  )
}

/** The giant buttons of the sale that is on: pause or go on, and end, which asks once more. */
export function RunningSaleCommands({ sale, commands }: { sale: RoomSale; commands: HostCommands }) {
  const { t } = useTranslation()
  if (!commands.may('sale:end')) return null
  const goesOn = sale.state === 'paused'
  return (
    <div className="grid gap-3">
      <SaleCommand
        sale={sale}
        commands={commands}
        command={goesOn ? 'resume' : 'pause'}
        tone={goesOn ? 'flash' : 'plain'}
        wide
      />
      <Confirm label={t('studio:sale.end')} question={t('studio:sale.endAsk')}>
        <SaleCommand
          sale={sale}
          commands={commands}
          command="end"
          text={t('studio:sale.endSure')}
          tone="danger"
          wide
        />
      </Confirm>
    </div>
  )
}

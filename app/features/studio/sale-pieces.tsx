import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoomSale } from '#shared/live.ts'
import { RESTOCK_PIECES, SCHEDULE_MINUTES, type SaleFormCommand } from '#shared/studio.ts'
import { CommandButton } from './command-button.tsx'
import type { HostCommands } from './use-host-commands.ts'

type Props = { sale: RoomSale; commands: HostCommands }

/** More pieces for a sale that runs, or fewer, by one tap each. */
export function SalePieces({ sale, commands }: Props) {
  const { t } = useTranslation()
  return (
    <Choices summary={t('studio:pieces.title')}>
      <Row label={t('studio:pieces.restock')}>
        {RESTOCK_PIECES.map((pieces) => (
          <Choice key={pieces} {...{ sale, commands }} command="restock" fields={{ pieces: String(pieces) }}>
            {t('studio:pieces.more', { count: pieces })}
          </Choice>
        ))}
      </Row>
      <Row label={t('studio:pieces.takeBack')}>
        {RESTOCK_PIECES.map((pieces) => (
          <Choice
            key={pieces}
            {...{ sale, commands }}
            command="take-back"
            fields={{ pieces: String(pieces) }}
          >
            {t('studio:pieces.fewer', { count: pieces })}
          </Choice>
        ))}
      </Row>
    </Choices>
  )
}

/** Lets a sale open by itself, so that the host has both hands free. */
export function SaleSchedule({ sale, commands }: Props) {
  const { t } = useTranslation()
  return (
    <Choices summary={t('studio:schedule.title')}>
      <Row label={t('studio:schedule.lead')}>
        {SCHEDULE_MINUTES.map((minutes) => (
          <Choice
            key={minutes}
            {...{ sale, commands }}
            command="schedule"
            fields={{ inMinutes: String(minutes) }}
          >
            {t('studio:schedule.in', { count: minutes })}
          </Choice>
        ))}
      </Row>
    </Choices>
  )
}

function Choices({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className="group w-full">
      <summary className="text-tea-700 flex min-h-11 cursor-pointer list-none items-center gap-1 font-medium">
        {summary}
        <ChevronDown aria-hidden className="size-4 transition-transform group-open:rotate-180" />
      </summary>
      <div className="grid gap-3 pt-1">{children}</div>
    </details>
  )
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={label}>
      <p className="text-ink-soft mb-1 text-sm">{label}</p>
      <div className="grid grid-cols-3 gap-2">{children}</div>
    </div>
  )
}

type ChoiceProps = Props & {
  command: SaleFormCommand
  fields: Record<string, string>
  children: ReactNode
}

function Choice({ sale, commands, command, fields, children }: ChoiceProps) {
  return (
    <CommandButton
      action={`/studio/sales/${sale.saleId}/${command}`}
      onSubmit={(event) => commands.commandSale(event, sale.saleId, command)}
      busy={commands.isWaiting(`sale:${command}`, sale.saleId)}
      fields={fields}
      tone="plain"
      size="medium"
      wide
    >
      {children}
    </CommandButton>
  )
}

import { useTranslation } from 'react-i18next'
import type { HostCommandName } from '#shared/host-commands.ts'
import type { RoomSale } from '#shared/live.ts'
import { useSaleTitle } from './sale-heading.tsx'

/** A command in words, with what it is about: 开抢 高山云雾茶. */
export function useCommandName(sales: readonly RoomSale[]) {
  const { t } = useTranslation()
  const titleOf = useSaleTitle()
  return ({ command, subject }: { command: HostCommandName; subject: string }): string => {
    const [on, verb] = command.split(':')
    const sale = sales.find(({ saleId }) => saleId === subject)
    if (on === 'sale')
      return [t(`studio:command.sale.${verb}`), sale && titleOf(sale)].filter(Boolean).join(' ')
    if (verb === 'moderate') return t(`studio:command.chat.${subject}`)
    return t(`studio:command.session.${verb}`)
  }
}

import { useTranslation } from 'react-i18next'
import type { ShowItem } from '#server/live/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import type { HostCommandName } from '#shared/host-commands.ts'
import type { RoomSale } from '#shared/live.ts'
import { useSaleTitle } from './sale-heading.tsx'

export type NameOf = (done: { command: HostCommandName; subject: string }) => string

/** A command in words, with what it is about: 开抢 高山云雾茶. */
export function useCommandName(sales: readonly RoomSale[], show: readonly ShowItem[]): NameOf {
  const { t } = useTranslation()
  const titleOf = useSaleTitle()
  const say = useBilingual()
  return ({ command, subject }) => {
    const [on, verb] = command.split(':')
    const sale = sales.find(({ saleId }) => saleId === subject)
    if (on === 'sale')
      return [t(`studio:command.sale.${verb}`), sale && titleOf(sale)].filter(Boolean).join(' ')
    if (verb === 'moderate') return t(`studio:command.chat.${subject}`)
    const item = show.find(({ itemId }) => itemId === subject)
    return [t(`studio:command.session.${verb}`), item && say(item.title)].filter(Boolean).join(' ')
  }
}

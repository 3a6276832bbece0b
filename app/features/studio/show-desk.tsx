import { ListOrdered, Pin, PinOff, SkipForward } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShowItem } from '#server/live/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Price } from '#app/ui/money.tsx'
import type { RoomSale, RoomSnapshot } from '#shared/live.ts'
import { PinButton } from './pin-button.tsx'
import { SaleCommand } from './sale-commands.tsx'
import { ScriptLines } from './script-lines.tsx'
import { Teleprompter, TeleprompterLink } from './teleprompter.tsx'
import type { HostCommands } from './use-host-commands.ts'

type Props = {
  room: RoomSnapshot
  show: readonly ShowItem[]
  mayEdit: boolean
  /** what is at hand under what is shown */
  quick: ReactNode
  commands: HostCommands
}

const isPlanned = ({ state }: RoomSale) => state === 'draft' || state === 'scheduled'

/** What is shown now with its buttons and its lines large, and what comes after it. */
export function ShowDesk({ room, show, mayEdit, quick, commands }: Props) {
  const { t } = useTranslation()
  const { liveSessionId, pin, sales } = room
  const shown = show.find(({ itemId }) => itemId === pin.card?.itemId)
  if (!mayEdit && show.length === 0) return null
  const button = { liveSessionId, version: pin.version, commands }
  return (
    <Card>
      <div className="flex items-center justify-between gap-3">
        <h2 className="font-serif text-xl font-bold">{t('studio:show.title')}</h2>
        {mayEdit && (
          <LinkButton to={`/studio/sessions/${liveSessionId}/show`} tone="quiet">
            <ListOrdered aria-hidden className="size-5" />
            {t('studio:show.edit')}
          </LinkButton>
        )}
      </div>
      {show.length > 0 && <Teleprompter {...{ show, button }} shown={shown ?? null} />}
      {show.length === 0 && <p className="text-ink-soft text-sm">{t('studio:show.emptyLead')}</p>}
      {shown && (
        <section aria-label={t('studio:show.now')} className="mt-3 grid gap-4">
          <ItemFacts item={shown} shown />
          <Script lines={shown.lines} />
          {sales
            .filter((sale) => isPlanned(sale) && sale.productSlug === shown.productSlug)
            .map((sale) => (
              <div key={sale.saleId} className="grid gap-1">
                <p className="text-ink-soft text-sm">
                  {t('studio:show.sale', { count: sale.total })} <Price amount={sale.priceFen} /> ·{' '}
                  {t('studio:show.household')} <Price amount={sale.householdFen} />
                </p>
                <SaleCommand sale={sale} command="open" commands={commands} tone="flash" wide />
              </div>
            ))}
          <PinButton {...button} item={shown} act="sold-out" tone="primary" size="large">
            <SkipForward aria-hidden className="size-5" />
            {t('studio:show.soldOut')}
          </PinButton>
          {quick}
          <PinButton {...button} item={shown} act="unpin" tone="quiet" size="medium">
            <PinOff aria-hidden className="size-5" />
            {t('studio:show.unpin')}
          </PinButton>
        </section>
      )}
      <ol
        aria-label={t('studio:show.list')}
        className="divide-line mt-3 grid grid-cols-1 divide-y empty:hidden"
      >
        {show
          .filter((item) => item !== shown)
          .map((item) => (
            <li key={item.itemId} className="grid grid-cols-1 gap-3 py-3">
              <ItemFacts item={item} />
              <PinButton
                {...button}
                item={item}
                act="pin"
                tone={shown ? 'plain' : 'primary'}
                size={shown ? 'medium' : 'large'}
              >
                <Pin aria-hidden className="size-5" />
                {t('studio:show.pin')}
              </PinButton>
            </li>
          ))}
      </ol>
    </Card>
  )
}

/** 提词: large, and from here over all of the screen. */
const Script = ({ lines }: Pick<ShowItem, 'lines'>) => (
  <div className="grid gap-1">
    <ScriptLines lines={lines} look="large" />
    <TeleprompterLink />
  </div>
)

export function ItemFacts({ item, shown = false }: { item: ShowItem; shown?: boolean }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <div className="flex items-center gap-3">
      <img
        src={`/pictures/${item.picture}/160.webp`}
        alt=""
        width="160"
        height="160"
        className="rounded-control size-16 shrink-0 object-cover"
      />
      <div className="min-w-0 flex-1">
        <h3 className={shown ? 'font-serif text-xl font-bold' : 'font-medium'}>
          {say(item.title)} {shown && <Badge tone="tea">{t('studio:sale.featured')}</Badge>}
          {item.isSoldOut && <Badge>{t('studio:show.isSoldOut')}</Badge>}
        </h3>
        <p className="text-ink-soft text-sm">
          {t('studio:show.shelf')} <Price amount={item.fromFen} /> · {t('studio:show.household')}{' '}
          <Price amount={item.householdFen} />
        </p>
      </div>
    </div>
  )
}

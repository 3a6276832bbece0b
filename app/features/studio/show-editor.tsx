import { Form } from '@remix-run/react'
import { ArrowDown, ArrowUp, ListPlus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShowItem } from '#server/live/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { SelectField, TextAreaField } from '#app/ui/field.tsx'
import { Money, Price } from '#app/ui/money.tsx'
import type { RoomSale } from '#shared/live.ts'
import type { Bilingual } from '#shared/locale.ts'
import { SCRIPT_MAX, type ShowCommand } from '#shared/show.ts'
import { ScriptLines } from './script-lines.tsx'
import { ItemFacts } from './show-desk.tsx'

type PlannedSale = Pick<
  RoomSale,
  'saleId' | 'productSlug' | 'priceFen' | 'referenceFen' | 'householdFen' | 'total'
>
type Props = {
  liveSessionId: string
  show: readonly ShowItem[]
  sales: readonly PlannedSale[]
  /** what is not in the show yet */
  goods: readonly { productId: string; title: Bilingual }[]
}

/** Every change is a form of its own, so that it also works without scripts. */
export function ShowEditor({ liveSessionId, show, sales, goods }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const path = (command: ShowCommand) => `/studio/sessions/${liveSessionId}/show/${command}`
  return (
    <>
      {show.length === 0 && (
        <EmptyState icon={ListPlus} title={t('studio:show.empty')}>
          {t('studio:show.emptyLead')}
        </EmptyState>
      )}
      <ol className="grid grid-cols-1 gap-4">
        {show.map((item, at) => (
          <li key={item.itemId}>
            <Card className="grid grid-cols-1 gap-4">
              <ItemFacts item={item} />
              <ItemPrices sales={sales.filter(({ productSlug }) => productSlug === item.productSlug)} />
              <Form method="post" action={path('script')} preventScrollReset className="grid gap-3">
                <input type="hidden" name="itemId" value={item.itemId} />
                <TextAreaField
                  label={t('studio:show.scriptOf', { title: say(item.title) })}
                  hint={t('studio:show.scriptHint')}
                  name="script"
                  rows={4}
                  maxLength={SCRIPT_MAX}
                  defaultValue={item.script}
                />
                <Button type="submit" tone="plain">
                  {t('studio:show.saveScript')}
                </Button>
              </Form>
              {item.lines.some(({ findings }) => findings.length > 0) && (
                <ScriptLines lines={item.lines.filter(({ findings }) => findings.length > 0)} />
              )}
              <div className="grid grid-cols-3 gap-2">
                <ItemButton path={path('up')} item={item} disabled={at === 0}>
                  <ArrowUp aria-hidden className="size-5" />
                  {t('studio:show.up')}
                </ItemButton>
                <ItemButton path={path('down')} item={item} disabled={at === show.length - 1}>
                  <ArrowDown aria-hidden className="size-5" />
                  {t('studio:show.down')}
                </ItemButton>
                <ItemButton path={path('remove')} item={item} disabled={item.wasShown}>
                  <Trash2 aria-hidden className="size-5" />
                  {t('studio:show.remove')}
                </ItemButton>
              </div>
            </Card>
          </li>
        ))}
      </ol>
      {goods.length > 0 && <AddItem key={show.length} path={path('add')} goods={goods} />}
    </>
  )
}

function AddItem({ path, goods }: { path: string; goods: Props['goods'] }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <Card>
      <Form method="post" action={path} preventScrollReset className="grid gap-3">
        <SelectField
          label={t('studio:show.add')}
          name="productId"
          required
          options={goods.map(({ productId, title }) => ({ value: productId, label: say(title) }))}
        />
        <Button type="submit">{t('studio:show.addSubmit')}</Button>
      </Form>
    </Card>
  )
}

/** The planned sales: what the household gets of one, and by which price their discount may be measured. */
function ItemPrices({ sales }: { sales: readonly PlannedSale[] }) {
  const { t } = useTranslation()
  if (sales.length === 0) return <p className="text-ink-soft text-sm">{t('studio:show.noSale')}</p>
  return (
    <ul className="text-ink-soft grid gap-2 text-sm">
      {sales.map(({ saleId, priceFen, referenceFen, householdFen, total }) => (
        <li key={saleId}>
          {t('studio:show.sale', { count: total })} <Price amount={priceFen} />
          {' · '}
          {t('studio:show.household')} <Price amount={householdFen} />
          <span className="block">
            {referenceFen === null ? (
              t('studio:show.noReference')
            ) : (
              <>
                {t('studio:show.reference')} <Money amount={referenceFen} struck />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

type ItemButtonProps = { path: string; item: ShowItem; disabled: boolean; children: ReactNode }

function ItemButton({ path, item, disabled, children }: ItemButtonProps) {
  return (
    <Form method="post" action={path} preventScrollReset>
      <input type="hidden" name="itemId" value={item.itemId} />
      <Button type="submit" tone="plain" size="medium" disabled={disabled} wide className="!px-2">
        {children}
      </Button>
    </Form>
  )
}

import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { ReceiptFacts } from '#app/features/receipt/receipt-facts.tsx'
import { ReceiptProof } from '#app/features/receipt/receipt-proof.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { flashSale, catalog, receipts } = context.services
  const [{ t }, hold] = await Promise.all([translator(request), flashSale.hold(params.holdId ?? '')])
  if (!hold || hold.buyerId !== context.buyerId || isOfRehearsal(hold.holdId)) return notFound()
  const [sale, [goods]] = await Promise.all([flashSale.sale(hold.saleId), catalog.variants([hold.variantId])])
  return {
    ...receipts.of(hold),
    publicKey: receipts.publicKey,
    goods: goods ?? notFound(),
    isPublished: sale?.kind === 'flash',
    checkUrl: `${context.publicOrigin}/receipts/check`,
    title: t('receipt:titleOf', { number: hold.sequence }),
  }
}

export const meta: MetaFunction<typeof loader> = unlisted

/** 抢购凭证, for its buyer: what was granted and when, signed, to keep, print or show. */
export default function ReceiptPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { receipt, signature, publicKey, goods, isPublished, checkUrl } = useLoaderData<typeof loader>()
  const name = `${say(goods.title)} · ${say(goods.variantName)}`
  const text = [
    t('receipt:titleOf', { number: receipt.sequence }),
    name,
    t('receipt:checkAt', { url: checkUrl }),
    JSON.stringify({ receipt, signature }),
  ].join('\n')
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeading title={t('receipt:title')} lead={name} />
      <div className="grid gap-5">
        <Card>
          <ReceiptFacts receipt={receipt} />
          <p className="text-ink-soft mt-3 text-sm">{t('receipt:meaning')}</p>
        </Card>
        <Card>
          <h2 className="mb-3 font-serif text-lg font-bold">{t('receipt:proof')}</h2>
          <ReceiptProof {...{ text, signature, publicKey }} />
          <p className="text-ink-soft mt-4 text-sm break-all">{t('receipt:checkAt', { url: checkUrl })}</p>
        </Card>
        <p className="flex flex-wrap gap-x-6 print:hidden">
          <TextLink to="/receipts/check">{t('receipt:check.title')}</TextLink>
          {isPublished && (
            <TextLink to={`/sales/${receipt.saleId}/log?from=${receipt.sequence}#n${receipt.sequence}`}>
              {t('receipt:check.log', { number: receipt.sequence })}
            </TextLink>
          )}
        </p>
      </div>
    </div>
  )
}

function TextLink({ to, children }: { to: string; children: string }) {
  return (
    <Link to={to} className="text-tea-700 inline-flex min-h-12 items-center underline underline-offset-4">
      {children}
    </Link>
  )
}

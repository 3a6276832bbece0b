import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formOf } from '#app/doors/form.server.ts'
import { CorrectionForm } from '#app/features/accounts/correction-form.tsx'
import { openBook } from '#app/features/accounts/open-book.server.ts'
import { PageHead } from '#app/features/accounts/page-head.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { VoucherCard } from '#app/features/accounts/voucher-card.tsx'
import { voucherAsked } from '#app/features/accounts/voucher-asked.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { correctionForm } from '#shared/accounts.ts'
import { inLocale } from '#shared/locale.ts'

const ACTION = 'coop.$organisationId.accounts.vouchers.$month.$number_.correct'

export async function loader(door: LoaderFunctionArgs) {
  const { namesIn, organisation, book } = await openBook(door, ACTION)
  const voucher = await voucherAsked(door, book.code)
  const open = await door.context.services.ledger.balances({ book: book.code })
  const names = await namesIn(open.map(({ code }) => code))
  const { t, locale } = await translator(door.request)
  const details = open.map(({ code, name, partyId }) => {
    const party = names[partyId ?? '']
    return {
      code,
      label: [code.split('.')[0], name, party && inLocale(party, locale)].filter(Boolean).join(' · '),
    }
  })
  const heads = book.chart.heads
    .filter(({ head, side }) => side !== 'both' && !open.some(({ code }) => code === head))
    .map(({ head, name }) => ({ code: head, label: `${head} · ${inLocale(name, locale)}` }))
  return {
    title: t('accounts:correct.title'),
    base: `/coop/${organisation.id}/accounts`,
    bookName: book.name,
    formKey: crypto.randomUUID(),
    accounts: [...details, ...heads].sort((a, b) => (a.code < b.code ? -1 : 1)),
    ...{ voucher, names },
  }
}

/** Books a correction of this voucher, dated today. */
export async function action(door: ActionFunctionArgs) {
  const { actor, organisation, book, today } = await openBook(door, ACTION)
  const { month, number } = await voucherAsked(door, book.code)
  const filled = Object.fromEntries(await formOf(door.request))
  const typed = correctionForm.safeParse(filled)
  if (!typed.success) {
    const wrong = typed.error.issues.map(({ path }) => String(path[0]))
    return data({ wrong, refused: 'bad_request', filled }, 400)
  }

  const { amount, ...rest } = typed.data
  const corrected = await door.context.services.accounting.correct({
    ...rest,
    book: book.code,
    corrects: { month, number },
    amountFen: amount,
    by: actor.userId,
    today,
  })
  if (!corrected.ok) return data({ wrong: [], refused: corrected.refusal.kind, filled }, 422)
  throw redirect(`/coop/${organisation.id}/accounts/vouchers/${month}/${number}?corrected=1`, 303)
}

export const meta = unlisted

export default function CorrectionPage() {
  const { t } = useTranslation()
  const { title, base, bookName, formKey, voucher, accounts, names } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  return (
    <>
      <Link
        to={`${base}/vouchers/${voucher.month}/${voucher.number}`}
        className="text-tea-700 mb-2 inline-flex min-h-12 items-center gap-2 underline-offset-4 hover:underline"
      >
        <ArrowLeft aria-hidden className="size-5" />
        {t('accounts:vouchers.number', voucher)}
      </Link>
      <PageHead title={title} lead={t('accounts:correct.lead')} printable={false} />
      <VoucherCard voucher={voucher} bookName={bookName} base={base} names={names} />
      <CorrectionForm
        key={formKey}
        formKey={formKey}
        accounts={accounts}
        wrong={answered?.wrong ?? []}
        refused={answered?.refused ?? null}
        filled={answered?.filled ?? {}}
      />
    </>
  )
}

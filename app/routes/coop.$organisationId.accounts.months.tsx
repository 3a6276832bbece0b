import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formOf } from '#app/doors/form.server.ts'
import { MonthList } from '#app/features/accounts/month-list.tsx'
import { openBook } from '#app/features/accounts/open-book.server.ts'
import { PageHead } from '#app/features/accounts/page-head.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { bookMonth, closeMonthForm, endsYear } from '#shared/accounts.ts'

const ACTION = 'coop.$organisationId.accounts.months'

export async function loader(door: LoaderFunctionArgs) {
  const { organisation, book, today } = await openBook(door, ACTION)
  const { identity, ledger } = door.context.services
  const { t } = await translator(door.request)
  const months = await ledger.months(book.code)
  const names = await identity.userNames(months.flatMap(({ closed }) => closed?.by ?? []))
  const next = months.find(({ closed }) => !closed)?.month
  const query = new URL(door.request.url).searchParams
  return {
    title: t('accounts:pages.months'),
    base: `/coop/${organisation.id}/accounts`,
    yearsPage: `/coop/${organisation.id}/dividends`,
    done: bookMonth.safeParse(query.get('closed')).data ?? null,
    refused: query.get('refused'),
    months: months
      .map((one) => ({
        ...one,
        endsYear: endsYear(one.month),
        closable: one.month === next && one.month < today.slice(0, 7),
        closedByName: names.get(one.closed?.by ?? '') ?? null,
      }))
      .toReversed(),
  }
}

/** Closes a month for good. */
export async function action(door: ActionFunctionArgs) {
  const { actor, organisation, book, today } = await openBook(door, ACTION)
  const page = `/coop/${organisation.id}/accounts/months`
  const asked = closeMonthForm.safeParse(Object.fromEntries(await formOf(door.request)))
  if (!asked.success) throw redirect(`${page}?refused=bad_request`, 303)
  const { month } = asked.data
  const { accounting } = door.context.services
  const closed = await accounting.closeMonth({ book: book.code, month, by: actor.userId, today })
  throw redirect(`${page}?${closed.ok ? `closed=${month}` : `refused=${closed.refusal.kind}`}`, 303)
}

export const meta = unlisted

export default function MonthsPage() {
  const { t } = useTranslation()
  const { title, base, yearsPage, done, refused, months } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={title} lead={t('accounts:months.lead')} printable={false} />
      {done && (
        <Notice tone="success" announce="status" className="mb-4">
          {t('accounts:months.done', { month: done })}
        </Notice>
      )}
      {refused && (
        <Notice tone="danger" announce="alert" className="mb-4">
          {t(`accounts:months.refused.${refused}`, {
            defaultValue: t('accounts:months.refused.bad_request'),
          })}
        </Notice>
      )}
      <MonthList months={months} base={base} yearsPage={yearsPage} />
    </>
  )
}

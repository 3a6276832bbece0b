import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { noteRead } from '#app/doors/person-read.server.ts'
import { EquityTable } from '#app/features/accounts/equity-table.tsx'
import { openBook, rangeOf } from '#app/features/accounts/open-book.server.ts'
import { PageHead, SealedFoot } from '#app/features/accounts/page-head.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { RangeForm } from '#app/features/accounts/range-form.tsx'
import { rangeSearch } from '#app/features/accounts/range-search.ts'
import { FundChecks } from '#app/features/equity/fund-checks.tsx'
import { MemberChanges } from '#app/features/equity/member-changes.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Section } from '#app/ui/card.tsx'
import { equityFormat } from '#shared/member-forms.ts'

const PAGE = 'coop.$organisationId.accounts.equity'
const YEAR = 4

export async function loader(door: LoaderFunctionArgs) {
  const { namesIn, organisation, book, today, ...who } = await openBook(door, PAGE)
  const { range: asked, head, pinned } = await rangeOf(door, { book: book.code, today })
  const { t } = await translator(door.request)
  const range = { ...asked, from: `${asked.to.slice(0, 4)}-01-01` }
  const rows = await door.context.services.ledger.trialBalance(range)
  const accounts = rows.filter(({ type }) => type === 'equity')
  const changes =
    organisation.kind === 'cooperative' ? await memberChanges(door, organisation.id, range.to) : null
  if (changes)
    await noteRead(door.context, who, { organisationId: organisation.id, everybody: true, page: PAGE })
  return {
    title: t('accounts:pages.equity'),
    base: `/coop/${organisation.id}/accounts`,
    names: await namesIn(accounts.map(({ code }) => code)),
    ...{ range, head, pinned, accounts, changes },
    register: who.membership?.role === 'auditor' ? null : `/coop/${organisation.id}/register`,
  }
}

const memberChanges = ({ context }: LoaderFunctionArgs, organisationId: string, on: string) =>
  context.services.dividends.equityChanges(organisationId, on.slice(0, YEAR))

export const meta = unlisted

export default function EquityPage() {
  const { t } = useTranslation()
  const { title, base, names, range, head, pinned, accounts, changes, register } =
    useLoaderData<typeof loader>()
  const search = rangeSearch(range)
  return (
    <>
      <PageHead title={title} lead={t('accounts:equity.lead')} />
      <RangeForm range={range} pinned={pinned} only="to" />
      {changes && (
        <Section title={t('equity:table.year', { year: changes.year })}>
          <FundChecks funds={changes.funds} />
          <div className="my-4 flex flex-wrap gap-3 print:hidden">
            {equityFormat.options.map((format) => (
              <LinkButton
                key={format}
                to={`${base}/equity/${format}?year=${changes.year}`}
                reloadDocument
                tone="plain"
              >
                <Download aria-hidden className="size-5" />
                {t(`equity:table.files.${format}`)}
              </LinkButton>
            ))}
          </div>
          <MemberChanges
            changes={changes}
            linkTo={register ? (memberId) => `${register}/${memberId}` : null}
          />
        </Section>
      )}
      <Section title={t('equity:table.accounts')}>
        <EquityTable accounts={accounts} names={names} linkTo={(code) => `${base}/ledger/${code}${search}`} />
      </Section>
      <SealedFoot head={head} to={search} />
    </>
  )
}

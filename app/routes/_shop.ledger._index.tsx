import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { ChainStatus } from '#app/features/proofs/chain-status.tsx'
import { HeadList } from '#app/features/proofs/head-list.tsx'
import { HowToCheck } from '#app/features/proofs/how-to-check.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { titled } from '#app/ui/titled.ts'

const HEADS_SHOWN = 14
const dayParam = z.iso.date()

/** Says what a job found; nothing is checked for who merely asks. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const { proofs } = context.services
  const before = dayParam.safeParse(new URL(request.url).searchParams.get('before')).data
  const [{ t }, heads, checks] = await Promise.all([
    translator(request),
    proofs.heads({ limit: HEADS_SHOWN + 1, ...(before && { before }) }),
    proofs.lastChecks(),
  ])
  return {
    title: t('proofs:ledger.title'),
    description: t('proofs:ledger.description'),
    heads: heads.slice(0, HEADS_SHOWN),
    older: heads.length > HEADS_SHOWN ? heads[HEADS_SHOWN - 1]!.when : null,
    newest: before === undefined,
    checks,
    publicKey: proofs.publicKey,
  }
}

export const meta: MetaFunction<typeof loader> = titled

export default function LedgerPage() {
  const { t } = useTranslation()
  const { heads, older, newest, checks, publicKey } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeading title={t('proofs:ledger.title')} lead={t('proofs:ledger.lead')} />
      <ChainStatus checks={checks} />
      <HeadList heads={heads} older={older} newest={newest} />
      <HowToCheck publicKey={publicKey} />
    </>
  )
}

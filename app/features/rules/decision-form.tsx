import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { ProposalView } from '#server/split-rules/index.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'

type Props = { proposal: Pick<ProposalView, 'state' | 'author'>; isAuthor: boolean }

/** Another person decides; its author may only take it back. */
export function DecisionForm({ proposal, isAuthor }: Props) {
  const { t } = useTranslation()
  const busy = useNavigation().state !== 'idle'
  const isProposed = proposal.state === 'proposed'
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">
        {t(isProposed ? 'rules:decide.title' : 'rules:decide.draft')}
      </h2>
      {isProposed && (
        <p className="text-ink-soft mt-1">
          {t(isAuthor ? 'rules:decide.waits' : 'rules:decide.lead', { name: proposal.author.name })}
        </p>
      )}
      {!isProposed && !isAuthor && (
        <p className="text-ink-soft mt-1">{t('rules:decide.notYours', { name: proposal.author.name })}</p>
      )}
      <Form method="post" preventScrollReset className="mt-4 grid gap-3 sm:grid-cols-2">
        {isProposed && !isAuthor && (
          <>
            <Button type="submit" name="intent" value="approved" size="large" busy={busy}>
              {t('rules:decide.approve')}
            </Button>
            <Button type="submit" name="intent" value="refused" size="large" tone="plain" busy={busy}>
              {t('rules:decide.refuse')}
            </Button>
          </>
        )}
        {isAuthor && (
          <Button type="submit" name="intent" value="withdraw" tone="danger" busy={busy}>
            {t(isProposed ? 'rules:decide.withdraw' : 'rules:decide.discard')}
          </Button>
        )}
      </Form>
    </Card>
  )
}

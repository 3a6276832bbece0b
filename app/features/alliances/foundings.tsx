import { useTranslation } from 'react-i18next'
import type { TermsSpan } from '#server/alliances/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Section } from '#app/ui/card.tsx'
import { TermsCard } from './terms-list.tsx'

type Props = { foundings: readonly TermsSpan[]; own: string; userId: string }

/** Alliances that wait for another village of theirs, or came to nothing; and where a village begins one. */
export function Foundings({ foundings, own, userId }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <>
      <LinkButton to={`/coop/${own}/alliance/found`} className="mt-5">
        {t('alliances:found.begin')}
      </LinkButton>
      {foundings.map((terms) => (
        <Section key={terms.id} title={t('alliances:found.proposed', { name: say(terms.alliance.name) })}>
          <p className="text-ink-soft mb-3 max-w-2xl">{say(terms.alliance.intro)}</p>
          <TermsCard {...{ terms, own, userId }} />
        </Section>
      ))}
    </>
  )
}

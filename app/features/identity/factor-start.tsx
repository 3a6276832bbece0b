import { useTranslation } from 'react-i18next'
import { LinkButton } from '#app/ui/button.tsx'
import { NarrowPage } from './narrow-page.tsx'

/** What a page that shows something once has to say the second time. */
export function FactorStart() {
  const { t } = useTranslation()
  return (
    <NarrowPage title={t('identity:factor.title')} lead={t('identity:factor.lead')}>
      <LinkButton to="/account/second-factor" size="large" wide>
        {t('identity:factor.begin')}
      </LinkButton>
    </NarrowPage>
  )
}

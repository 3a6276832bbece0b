import { useTranslation } from 'react-i18next'
import { Tabs } from '#app/ui/tabs.tsx'

/** The pages of whoever pays out, under one name. */
export function PayoutsNav() {
  const { t } = useTranslation()
  return (
    <div className="mb-6">
      <h1 className="font-serif text-2xl font-bold sm:text-3xl">{t('payouts:title')}</h1>
      <Tabs
        label={t('payouts:title')}
        tabs={[
          { to: '/platform/payouts', label: t('payouts:tabs.batches') },
          { to: '/platform/payouts/new', label: t('payouts:tabs.new') },
          { to: '/platform/payouts/accounts', label: t('payouts:tabs.accounts') },
          { to: '/platform/clearing', label: t('clearing:title') },
          { to: '/platform/disputes', label: t('disputes:title') },
          { to: '/platform/coupons', label: t('coupons:platform.title') },
          { to: '/platform/hosts', label: t('admission:desk.tab') },
          { to: '/platform/chat', label: t('records:title') },
          { to: '/platform/complaints', label: t('complaints:platformTitle') },
          { to: '/platform/covers', label: t('covers:title') },
          { to: '/platform/recordings', label: t('recordings:title') },
          { to: '/platform/successions', label: t('equity:merged.title') },
        ]}
      />
    </div>
  )
}

import { Drama } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'

/** 彩排一遍: into a room of its own, or back into the one that is on. */
export function RehearseButton({ liveSessionId }: { liveSessionId: string }) {
  const { t } = useTranslation()
  return (
    <form method="post" action={`/studio/sessions/${liveSessionId}/rehearse`}>
      <Button type="submit" size="large" tone="plain" wide>
        <Drama aria-hidden className="size-5" />
        {t('studio:rehearsal.begin')}
      </Button>
      <p className="text-ink-soft mt-1 text-sm">{t('studio:rehearsal.lead')}</p>
    </form>
  )
}

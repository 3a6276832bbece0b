import { useTranslation } from 'react-i18next'

/** Seconds in words: to the minute from an hour on, to the second below. */
export function useDuration(): (seconds: number) => string {
  const { t } = useTranslation()
  return (seconds) => {
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
    if (hours > 0) return t('report:hours', { hours, minutes })
    return minutes > 0
      ? t('report:minutes', { minutes, seconds: seconds % 60 })
      : t('report:seconds', { seconds })
  }
}

import { useTranslation } from 'react-i18next'

/** 红包, closed: nobody knows yet what is in it. */
export function RedPacketMark() {
  const { t } = useTranslation()
  return (
    <span
      aria-hidden
      className="border-honey-200 text-honey-100 grid size-12 place-items-center rounded-full border-2 font-serif text-2xl font-bold"
    >
      {t('coupons:mark')}
    </span>
  )
}

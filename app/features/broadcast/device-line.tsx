import { BatteryCharging, BatteryLow, BatteryMedium, Upload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useBattery, type Battery } from './use-battery.ts'

/** With less, and no cable, a phone may go out before the session does. */
const LOW = 0.2
const KILO = 1_000

/** What the host's device does: how much gets through, and how long it will last. */
export function DeviceLine({ uploadBitsPerSecond }: { uploadBitsPerSecond: number }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const battery = useBattery()
  const rate = new Intl.NumberFormat(locale).format(Math.round(uploadBitsPerSecond / KILO))
  return (
    <p className="text-ink-soft mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm tabular-nums">
      <span className="inline-flex items-center gap-1.5">
        <Upload aria-hidden className="size-4" />
        {t('studio:camera.upload', { rate })}
      </span>
      {battery && <BatteryText battery={battery} percent={percentOf(battery, locale)} />}
    </p>
  )
}

const percentOf = ({ level }: Battery, locale: string) =>
  new Intl.NumberFormat(locale, { style: 'percent' }).format(level)

function BatteryText({ battery: { level, isCharging }, percent }: { battery: Battery; percent: string }) {
  const { t } = useTranslation()
  const isLow = level < LOW && !isCharging
  const LevelIcon = isLow ? BatteryLow : BatteryMedium
  const Icon = isCharging ? BatteryCharging : LevelIcon
  return (
    <span
      className={
        isLow
          ? 'text-vermilion-700 inline-flex items-center gap-1.5 font-medium'
          : 'inline-flex items-center gap-1.5'
      }
    >
      <Icon aria-hidden className="size-4" />
      {t(isLow ? 'studio:camera.batteryLow' : 'studio:camera.battery', { percent })}
    </span>
  )
}

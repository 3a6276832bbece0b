import { useEffect, useState } from 'react'

/** `level`: 0 to 1 */
export type Battery = { level: number; isCharging: boolean }
/** https://w3c.github.io/battery/ which TypeScript's DOM does not know */
type BatteryManager = EventTarget & { level: number; charging: boolean }
type WithBattery = Navigator & { getBattery?: () => Promise<BatteryManager> }

const CHANGES = ['levelchange', 'chargingchange'] as const

/** Of this device. @returns null: its browser does not tell (Safari, Firefox), or not yet */
export function useBattery(): Battery | null {
  const [battery, setBattery] = useState<Battery | null>(null)
  useEffect(() => {
    let manager: BatteryManager | null = null
    let isGone = false
    const show = () => manager && setBattery({ level: manager.level, isCharging: manager.charging })
    void (navigator as WithBattery).getBattery?.().then(
      (given) => {
        if (isGone) return
        manager = given
        show()
        for (const change of CHANGES) manager.addEventListener(change, show)
      },
      () => {}, // a page that may not ask
    )
    return () => {
      isGone = true
      for (const change of CHANGES) manager?.removeEventListener(change, show)
    }
  }, [])
  return battery
}

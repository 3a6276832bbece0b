const MINUTE_SEC = 60
const HOUR_SEC = 3_600
const twoDigits = (value: number) => String(value).padStart(2, '0')

/** Of a recording, as players show it: `3:07`, `1:03:07`. */
export function watchTime(sec: number): string {
  const whole = Math.floor(sec)
  const hours = Math.floor(whole / HOUR_SEC)
  const minutes = Math.floor((whole % HOUR_SEC) / MINUTE_SEC)
  const seconds = twoDigits(whole % MINUTE_SEC)
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${seconds}` : `${minutes}:${seconds}`
}

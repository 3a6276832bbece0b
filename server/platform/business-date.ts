const shanghaiDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' })

/** 业务日期: the calendar day in Shanghai, `YYYY-MM-DD`, on which an instant falls. Books are kept by it. */
export function businessDate(instant: Date): string {
  return shanghaiDay.format(instant)
}

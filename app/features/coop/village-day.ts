/** The books' calendar day (业务日期) of an instant, as YYYY-MM-DD: the villages keep their books by Beijing time. */
export function villageDay(at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(at)
}

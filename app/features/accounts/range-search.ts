type Range = { from: string; to: string; height: number }

/** A page's range as an address: pages that are linked show the same days as of the same block. */
export function rangeSearch({ from, to, height }: Range): string {
  return `?${new URLSearchParams({ from, to, height: String(height) })}`
}

/** 记-2026-11 第 12 号: its address within a book. */
export function voucherPath(base: string, { month, number }: { month: string; number: number }): string {
  return `${base}/vouchers/${month}/${number}`
}

/** `open`: sockets that a buyer has on this node. `claiming`: claims by them that are being decided. */
export type BuyerTabs = { open: number; claiming: number }
export type Tabs = ReturnType<typeof createTabs>

export function createTabs() {
  const byBuyer = new Map<string, BuyerTabs>()
  return {
    opened(buyerId: string): BuyerTabs {
      const tabs = byBuyer.get(buyerId) ?? { open: 0, claiming: 0 }
      byBuyer.set(buyerId, tabs)
      tabs.open++
      return tabs
    },
    closed(buyerId: string) {
      const tabs = byBuyer.get(buyerId)
      if (!tabs) return
      tabs.open--
      if (tabs.open === 0) byBuyer.delete(buyerId)
    },
    /** @returns undefined: the buyer has no socket here */
    of: (buyerId: string): Readonly<BuyerTabs> | undefined => byBuyer.get(buyerId),
  }
}

/** How many sockets each buyer has on this node. */
export type Tabs = ReturnType<typeof createTabs>

export function createTabs() {
  const open = new Map<string, number>()
  return {
    opened: (buyerId: string) => void open.set(buyerId, (open.get(buyerId) ?? 0) + 1),
    closed(buyerId: string) {
      const left = (open.get(buyerId) ?? 0) - 1
      if (left > 0) open.set(buyerId, left)
      else open.delete(buyerId)
    },
    of: (buyerId: string) => open.get(buyerId) ?? 0,
  }
}

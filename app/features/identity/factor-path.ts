/** Where a refusal is said. A texted code that was mistyped can be typed again; of any other refusal it is spent. */
export function factorPath(refused: string): string {
  const query = new URLSearchParams({ ...(refused === 'code_wrong' && { texted: '1' }), refused })
  return `/account/second-factor?${query}`
}

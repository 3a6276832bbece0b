import type { MetaDescriptor } from '@remix-run/node'

/** The `meta` of a page whose loader has put its title (and description) into words. */
export function titled({ data }: { data: { title: string; description?: string } | undefined }) {
  if (!data) return []
  const shown: MetaDescriptor[] = [{ title: data.title }]
  if (data.description) shown.push({ name: 'description', content: data.description })
  return shown
}

/** The same of a page that is one's own: not for search engines. */
export function unlisted(page: Parameters<typeof titled>[0]): MetaDescriptor[] {
  return [...titled(page), { name: 'robots', content: 'noindex' }]
}

import type { MetaDescriptor } from '@remix-run/node'

/** Of every page of a book: not for search engines. */
export function bookMeta({ data }: { data: { title: string } | undefined }): MetaDescriptor[] {
  return [{ title: data?.title ?? '' }, { name: 'robots', content: 'noindex' }]
}

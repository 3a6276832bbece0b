export { createMedia, type MediaDeps } from './media.ts'
export type { HostLine, Media, Publisher, WaitFor } from './types.ts'

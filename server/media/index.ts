export { createLoop, type Loop } from './loop.ts'
export { amongNodes } from './other-nodes.ts'
export { createMedia, type MediaDeps } from './media.ts'
export type { HostLine, Left, Media, Publisher, WaitFor } from './types.ts'

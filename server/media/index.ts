export { createLoop, type Loop } from './loop.ts'
export { amongNodes } from './other-nodes.ts'
export { createMedia, type MediaDeps } from './media.ts'
export type { HostLine, Ingest, Left, LiveMedia, Media, Recorded, Publisher, WaitFor } from './types.ts'

import { Transform, type TransformCallback } from 'node:stream'

/**
 * The bytes of a page as React writes them, without its NULs. React 18 hands its whole buffer on when the next
 * character does not fit into what is left of it, so that up to three zeros come before that character; a browser shows
 * them as U+FFFD wherever they fall into an attribute. Mended in React 19 (react/react#24985), which Remix 2 cannot use.
 * No page has a NUL of its own: what is typed is refused with one.
 */
export class PageBytes extends Transform {
  override _transform(chunk: Uint8Array, _encoding: BufferEncoding, done: TransformCallback): void {
    done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk)
  }
}

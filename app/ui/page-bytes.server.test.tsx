import { text } from 'node:stream/consumers'
import { renderToPipeableStream, renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { PageBytes } from './page-bytes.server.ts'

// The last takes four bytes: its offsets leave one, two or three bytes of React's buffer of 2,048.
test.each(['第', 'é', '🍯'])(
  'a page of %s is the same sent as in one piece, wherever a buffer ends',
  async (letter) => {
    for (const offset of [0, 1, 2, 3]) {
      const label = letter.repeat(40)
      const rows = Array.from({ length: 60 }, (_, n) => (
        <button key={n} aria-label={label}>
          {label}
        </button>
      ))
      const page = (
        <>
          <i>{'a'.repeat(offset)}</i>
          {rows}
        </>
      )
      const sent = await new Promise<string>((resolve, reject) => {
        const { pipe } = renderToPipeableStream(page, {
          onAllReady: () => text(pipe(new PageBytes())).then(resolve, reject),
          onError: reject,
        })
      })
      expect(sent).toBe(renderToString(page))
    }
  },
)

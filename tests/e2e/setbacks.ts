// What goes wrong with a picture on its way, done to a real one.
import { execFileSync } from 'node:child_process'
import type { Page } from '@playwright/test'

/** Of the shop's own, with no warning. */
export function killConverter(): void {
  execFileSync('pkill', ['-KILL', '-P', process.env.E2E_SERVER_PID!, '-x', 'ffmpeg'])
}

export type Network = {
  cut(): void
  mend(): void
  /** how often the page has dialled since, and nobody heard it */
  unheard(): number
}

/**
 * The network of a host's page, as far as the picture goes; before the page is opened. Cut as a signal is lost: nothing
 * comes through any more, and nobody is told.
 */
export async function cuttable(page: Page): Promise<Network> {
  let isCut = false
  let unheard = 0
  await page.routeWebSocket(/live\/ingest/, (line) => {
    if (isCut) return void unheard++
    const shop = line.connectToServer()
    line.onMessage((said) => isCut || shop.send(said))
    shop.onMessage((said) => isCut || line.send(said))
  })
  return { cut: () => (isCut = true), mend: () => (isCut = false), unheard: () => unheard }
}

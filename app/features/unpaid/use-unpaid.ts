import { useFetcher } from '@remix-run/react'
import { createContext, useCallback, useContext, useEffect } from 'react'
import { useWhenOver } from '#app/ui/use-when-over.ts'
import type { Unpaid } from '#shared/unpaid.ts'

/** Asks again what is unpaid. The live room, which has the socket while it is open, calls it with its news. */
const LookAgain = createContext<() => void>(() => undefined)
export const LookAgainProvider = LookAgain.Provider
export const useLookAgain = () => useContext(LookAgain)

/**
 * What the page was loaded with, and what was learnt since. Who neither holds nor expects anything opens no socket and
 * asks nothing; nobody asks by the clock, but for the instant at which a hold ends.
 * @param hasSocket the page has a socket of its own
 */
export function useUnpaid(loaded: Unpaid, hasSocket: boolean): { unpaid: Unpaid; lookAgain: () => void } {
  const { data, load } = useFetcher<Unpaid>()
  const lookAgain = useCallback(() => load('/unpaid'), [load])
  const unpaid = data && data.serverNow > loaded.serverNow ? data : loaded
  useWhenOver(unpaid.holds[0]?.expiresAt ?? null, unpaid.serverNow, lookAgain)
  useOwnNews(!hasSocket && (unpaid.holds.length > 0 || unpaid.expectsMore), lookAgain)
  return { unpaid, lookAgain }
}

function useOwnNews(isWanted: boolean, onNews: () => void) {
  useEffect(() => {
    if (!isWanted) return
    let isOver = false
    let close = () => {}
    void import('socket.io-client').then(({ io }) => {
      if (isOver) return
      const socket = io()
      // On each connection too: what came before it, nobody has told us.
      socket.on('connect', onNews).on('hold:changed', onNews)
      close = () => socket.disconnect()
    })
    return () => {
      isOver = true
      close()
    }
  }, [isWanted, onNews])
}

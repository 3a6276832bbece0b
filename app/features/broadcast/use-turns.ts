import { useEffect } from 'react'

/** A recorder keeps the shape it began with: who films wants to know when the phone is turned. */
export function useTurns(isOn: boolean, onTurn: () => void) {
  useEffect(() => {
    if (!isOn) return
    screen.orientation?.addEventListener('change', onTurn)
    return () => screen.orientation?.removeEventListener('change', onTurn)
  }, [isOn, onTurn])
}

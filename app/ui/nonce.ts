import { createContext, useContext } from 'react'

/** The answer's CSP nonce while it is rendered on the server; browsers hide it, so it is empty there. */
export const NonceContext = createContext('')

export function useNonce(): string {
  return useContext(NonceContext)
}

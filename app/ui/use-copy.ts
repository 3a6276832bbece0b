import { useState } from 'react'

type Copied = 'no' | 'yes' | 'failed'

/** Puts a text where it can be pasted from. Without TLS browsers have no such place, and it has failed. */
export function useCopy(): { copied: Copied; copy(text: string): Promise<void> } {
  const [copied, setCopied] = useState<Copied>('no')
  return {
    copied,
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text)
        setCopied('yes')
      } catch {
        setCopied('failed')
      }
    },
  }
}

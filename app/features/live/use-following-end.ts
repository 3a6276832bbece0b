import { useEffect, useRef, useState, type RefObject } from 'react'

/** px: a reader who is so near to the end reads the end */
const NEAR = 24

type Following<Box> = {
  box: RefObject<Box>
  /** something came while the reader was further up */
  hasNew: boolean
  onScroll(): void
  toEnd(): void
}

/** A box that shows what comes, unless its reader has scrolled up. */
export function useFollowingEnd<Box extends HTMLElement>(newestId: string | undefined): Following<Box> {
  const box = useRef<Box>(null)
  /** what was newest when the reader left the end; null: the end is followed */
  const [left, setLeft] = useState<{ newestId: string | undefined } | null>(null)
  const isFollowing = left === null
  const toEnd = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
  }
  useEffect(() => {
    if (isFollowing) toEnd()
  }, [isFollowing, newestId])
  return {
    box,
    hasNew: left !== null && left.newestId !== newestId,
    onScroll() {
      if (!box.current) return
      const { scrollHeight, scrollTop, clientHeight } = box.current
      const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR
      setLeft((before) => (isAtEnd ? null : (before ?? { newestId })))
    },
    toEnd,
  }
}

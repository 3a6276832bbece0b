import { clsx } from 'clsx'

/** Hex in groups of four, so that an eye can compare it with paper; copied, it is whole. */
export function Hash({ hex, className }: { hex: string; className?: string }) {
  return (
    <code className={clsx('font-mono text-sm leading-relaxed break-words', className)}>
      {(hex.match(/.{1,4}/g) ?? []).map((group, at) => (
        <span key={at} className="mr-[0.45em] inline-block last:mr-0">
          {group}
        </span>
      ))}
    </code>
  )
}

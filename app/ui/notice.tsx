import { clsx } from 'clsx'
import { CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export type NoticeTone = 'info' | 'success' | 'warning' | 'danger'

const tones: Record<NoticeTone, { box: string; icon: typeof Info }> = {
  info: { box: 'border-tea-200 bg-tea-50 text-tea-900', icon: Info },
  success: { box: 'border-tea-300 bg-tea-100 text-tea-900', icon: CircleCheck },
  warning: { box: 'border-honey-200 bg-honey-50 text-honey-900', icon: TriangleAlert },
  danger: { box: 'border-vermilion-200 bg-vermilion-50 text-vermilion-800', icon: TriangleAlert },
}

type NoticeProps = {
  tone?: NoticeTone
  title?: string
  children?: ReactNode
  /** said at once by screen readers (`alert`), when they are free (`status`), or only when read */
  announce?: 'alert' | 'status'
  className?: string
}

export function Notice({ tone = 'info', title, children, announce, className }: NoticeProps) {
  const { box, icon: Icon } = tones[tone]
  return (
    <div role={announce} className={clsx('rounded-control flex gap-3 border px-4 py-3', box, className)}>
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 flex-1 text-sm leading-relaxed">
        {title && <p className="font-medium">{title}</p>}
        {children}
      </div>
    </div>
  )
}

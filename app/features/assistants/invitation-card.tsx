import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '#app/ui/card.tsx'
import { Copyable } from '#app/ui/copyable.tsx'
import { Countdown } from '#app/ui/countdown.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { QrCode } from '#app/ui/qr-code.tsx'
import type { QrPath } from '#app/ui/qr-code.server.ts'
import { useWhenOver } from '#app/ui/use-when-over.ts'

/** `address`: what is scanned; shown once, for only its hash is kept */
export type Made = { name: string; address: string; code: QrPath; madeAt: string; expiresAt: string }
type Props = { made: Made; /** whether somebody has come with it */ isTaken: boolean; onOver(): void }

const LOOK_AGAIN_MS = 3_000

/** An invitation while it can be scanned. */
export function InvitationCard({ made, isTaken, onOver }: Props) {
  const { t } = useTranslation()
  const { revalidate } = useRevalidator()
  const heading = useRef<HTMLHeadingElement>(null)
  // The form that asked for it is below it.
  useEffect(() => heading.current?.focus(), [])
  useWhenOver(made.expiresAt, made.madeAt, onOver)
  useEffect(() => {
    if (isTaken) return
    const timer = setInterval(revalidate, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isTaken, revalidate])
  const { name } = made
  if (isTaken)
    return (
      <Notice tone="success" announce="status">
        {t('studio:assistants.joined', { name })}
      </Notice>
    )
  return (
    <Card className="grid gap-3 text-center">
      <h2 ref={heading} tabIndex={-1} className="font-serif text-xl font-bold outline-none">
        {t('studio:assistants.scan', { name })}
      </h2>
      <QrCode code={made.code} label={t('studio:assistants.qr')} className="mx-auto w-56 max-w-full" />
      <p className="text-ink-soft text-sm">
        {t('studio:assistants.once')} <Countdown until={made.expiresAt} serverNow={made.madeAt} />
      </p>
      <div className="text-left">
        <Copyable label={t('studio:assistants.link')} text={made.address} />
      </div>
    </Card>
  )
}

import { Form, Link, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { PublishedCover } from '#server/covers/index.ts'
import { REASON } from '#shared/reason.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { GoodsPicture } from '../catalog/goods-picture.tsx'

type Props = { cover: PublishedCover }

/** A cover as whoever moderates sees it, with the way to take it down. */
export function PublishedCoverCard({ cover }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { liveSessionId, picture, title, villageName, hostName, uploadedAt, removal } = cover
  return (
    <Card>
      {!removal && (
        <GoodsPicture
          name={picture}
          alt={t('covers:picture', { title: say(title) })}
          sizes="(min-width: 640px) 20rem, 100vw"
          className="rounded-control mb-3 aspect-[16/9] w-full"
        />
      )}
      <p className="flex flex-wrap items-center gap-2">
        <Standing cover={cover} />
        <Link
          to={`/live/${liveSessionId}`}
          className="text-tea-700 inline-flex min-h-11 items-center font-medium underline underline-offset-4"
        >
          {say(title)}
        </Link>
      </p>
      <p className="text-ink-soft text-sm">
        {t('covers:by', { host: say(hostName), village: say(villageName) })}
      </p>
      <p className="text-ink-soft text-sm">
        {t('covers:at')} <Moment at={uploadedAt} />
      </p>
      {removal ? (
        <p className="border-tea-300 mt-3 border-l-3 pl-3 text-sm wrap-anywhere">
          <span className="text-ink-soft block">
            {t('covers:removedBy', { name: removal.byName })} · <Moment at={removal.at} />
          </span>
          <bdi>{removal.reason}</bdi>
        </p>
      ) : (
        <RemoveForm cover={cover} />
      )}
    </Card>
  )
}

function Standing({ cover: { removal, isShown } }: Props) {
  const { t } = useTranslation()
  if (removal) return <Badge>{t('covers:removed')}</Badge>
  return isShown ? <Badge tone="honey">{t('covers:shown')}</Badge> : <Badge>{t('covers:past')}</Badge>
}

function RemoveForm({ cover: { liveSessionId, picture } }: Props) {
  const { t } = useTranslation()
  const { state } = useNavigation()
  return (
    <Form method="post" preventScrollReset className="mt-3 grid gap-3">
      <input type="hidden" name="picture" value={picture} />
      <TextField
        id={`reason-${liveSessionId}-${picture}`}
        name="reason"
        label={t('covers:reason')}
        hint={t('covers:reasonHint')}
        minLength={REASON.min}
        maxLength={REASON.max}
        required
      />
      <Button type="submit" tone="plain" busy={state !== 'idle'}>
        {t('covers:remove')}
      </Button>
    </Form>
  )
}

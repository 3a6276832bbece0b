import { Link, useFetcher, useLocation } from '@remix-run/react'
import { clsx } from 'clsx'
import { BellPlus, BellRing } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { action } from '#app/routes/_shop.follows.$villageId.tsx'
import type { FollowView } from '#shared/follow.ts'

type Props = { follow: FollowView; /** over a picture */ onDark?: boolean }

/** 关注: one tap for whoever is signed in; others are led to it. */
export function FollowButton({ follow, onDark = false }: Props) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const { formData, data, Form } = useFetcher<typeof action>()
  const { villageId, followers } = follow
  const isFollowing = formData ? formData.get('wish') === 'follow' : follow.isFollowing
  const look = clsx(
    'rounded-control inline-flex min-h-11 items-center gap-2 px-4 text-sm font-medium transition-colors',
    onDark ? 'bg-ink/60 text-white hover:bg-ink/80' : 'bg-tea-50 text-tea-800 hover:bg-tea-100',
  )
  const label = (
    <>
      {isFollowing ? (
        <BellRing aria-hidden className="size-4" />
      ) : (
        <BellPlus aria-hidden className="size-4" />
      )}
      {t(isFollowing ? 'follows:following' : 'follows:follow')}
      {followers > 0 && <span className="tabular-nums opacity-80">{followers}</span>}
    </>
  )
  if (follow.isFollowing === null)
    return (
      <Link to={`/follows/${villageId}?${new URLSearchParams({ back: pathname })}`} className={look}>
        {label}
      </Link>
    )
  return (
    <Form method="post" action={`/follows/${villageId}`}>
      <input type="hidden" name="back" value={pathname} />
      <button
        type="submit"
        name="wish"
        value={isFollowing ? 'unfollow' : 'follow'}
        aria-pressed={isFollowing === true}
        className={look}
      >
        {label}
      </button>
      {data && (
        <p role="alert" className="mt-1 text-sm">
          {t(`errors:refusal.${data.refused}`)}
        </p>
      )}
    </Form>
  )
}

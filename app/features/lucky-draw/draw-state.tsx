import { useTranslation } from 'react-i18next'
import type { OwnPlace } from '#server/lucky-draws/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { Countdown, useServerNow } from '#app/ui/countdown.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { LuckyDrawView } from '#shared/lucky-draw.ts'
import { Odds } from './odds.tsx'
import { useUntilDrawn } from './use-until-drawn.ts'

const PATIENCE_MS = 1_500

type Props = {
  draw: LuckyDrawView
  own: OwnPlace | null
  serverNow: string
  claimKey: string
  token: string
  /** from the address, when a form was refused */
  refused: string | null
}

/** How a draw stands, and the reader in it; its forms need no script. */
export function DrawState({ draw, own, serverNow, claimKey, token, refused }: Props) {
  const { t } = useTranslation()
  useUntilDrawn(draw, serverNow, PATIENCE_MS)
  const isOver = useServerNow(serverNow) >= Date.parse(draw.closesAt)
  if (draw.drawnAt) return <Result draw={draw} own={own} />
  return (
    <>
      <p className="flex items-baseline justify-between gap-4 font-medium tabular-nums">
        <span>
          <Odds draw={draw} />
        </span>
        {!isOver && <Countdown until={draw.closesAt} serverNow={serverNow} className="text-xl font-bold" />}
      </p>
      {refused && (
        <Notice tone="danger" announce="alert">
          {t(`draws:refused.${refused}`, { defaultValue: t('draws:refused.try_again') })}
        </Notice>
      )}
      {own && (
        <Notice tone="success" announce="status" title={t('draws:entered', { number: own.number })}>
          {t('draws:enteredText')}
        </Notice>
      )}
      {!own && !isOver && (
        <form method="post" action={`/draws/${draw.drawId}/enter`} className="grid gap-2">
          <input type="hidden" name="claimKey" value={claimKey} />
          <input type="hidden" name="token" value={token} />
          <Button type="submit" tone="flash" size="large" wide>
            {t('draws:enter')}
          </Button>
          <p className="text-ink-soft text-center text-sm">{t('draws:freeText')}</p>
        </form>
      )}
      {!own && isOver && <p role="status">{t('draws:drawing')}</p>}
    </>
  )
}

function Result({ draw, own }: Pick<Props, 'draw' | 'own'>) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { winners, entries, drawnAt } = draw
  return (
    <>
      {own && !own.prize && <p className="font-medium">{t('draws:lost', { number: own.number })}</p>}
      <p className="text-ink-soft text-sm">
        {t('draws:drawnAt', { at: formatMoment(drawnAt ?? '', locale, 'clockDay'), count: entries })}
      </p>
      {winners.length === 0 ? (
        <p>{t('draws:nobody')}</p>
      ) : (
        <div>
          <h2 className="text-sm font-medium">{t('draws:winners')}</h2>
          <ul className="mt-1 flex flex-wrap gap-2">
            {winners.map(({ number, name }) => (
              <li key={number} className="bg-tea-50 text-tea-900 rounded-full px-3 py-1 text-sm">
                {t('live:log.sequence', { number })} {name}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

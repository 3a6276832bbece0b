import { useTranslation } from 'react-i18next'
import { CheckField } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { recognitionHere } from './recogniser.ts'
import type { Captions } from './use-captions.ts'

/** 实时字幕, where the browser can write down what it hears. Drawn only where a camera is on, so in a browser. */
export function CaptionSwitch({ captions: { isOn, choose, heard, refused } }: { captions: Captions }) {
  const { t } = useTranslation()
  if (!recognitionHere()) return null
  return (
    <div className="border-line mt-4 border-t pt-3">
      <CheckField
        label={t('studio:captions.label')}
        hint={t('studio:captions.hint')}
        name="captions"
        role="switch"
        checked={isOn}
        onChange={(event) => choose(event.target.checked)}
      />
      {isOn && (
        <p className="bg-paper-deep rounded-control mt-2 min-h-11 px-3 py-2.5 wrap-anywhere">
          {heard ? (
            <bdi>{heard.text}</bdi>
          ) : (
            <span className="text-ink-soft">{t('studio:captions.waiting')}</span>
          )}
        </p>
      )}
      {isOn && heard?.heldFor && (
        <p role="status" className="text-vermilion-700 mt-1 text-sm">
          {t('studio:captions.held', { word: heard.heldFor })}
        </p>
      )}
      {refused && (
        <Notice tone="warning" announce="status" className="mt-2">
          {t(`studio:captions.refused.${refused}`)}
        </Notice>
      )}
    </div>
  )
}

import { Square, Volume2 } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'

const never = () => () => {}
const canSpeak = () => 'speechSynthesis' in window
/** Slower than usual: figures are being listened to. */
const RATE = 0.85

/** Reads a text aloud. Not there where the browser has no voice, nor without JavaScript: the text stands beside it. */
export function ReadAloud({ text }: { text: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const offered = useSyncExternalStore(never, canSpeak, () => false)
  const [speaking, setSpeaking] = useState(false)
  // Who leaves the page, or turns to another month, does not want to hear this one to its end.
  useEffect(
    () => () => {
      if (canSpeak()) window.speechSynthesis.cancel()
    },
    [text],
  )
  if (!offered) return null

  function speak() {
    const { speechSynthesis } = window
    speechSynthesis.cancel()
    if (speaking) return setSpeaking(false)
    const utterance = new SpeechSynthesisUtterance(text)
    utterance.lang = locale
    utterance.rate = RATE
    utterance.addEventListener('end', () => setSpeaking(false))
    utterance.addEventListener('error', () => setSpeaking(false))
    setSpeaking(true)
    speechSynthesis.speak(utterance)
  }

  const Icon = speaking ? Square : Volume2
  return (
    <Button tone="plain" size="large" onClick={speak} className="print:hidden">
      <Icon aria-hidden className="size-6" />
      {t(speaking ? 'statements:stop' : 'statements:listen')}
    </Button>
  )
}

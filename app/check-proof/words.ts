import english from '../i18n/locales/en/proofs.json' with { type: 'json' }
import chinese from '../i18n/locales/zh-CN/proofs.json' with { type: 'json' }

export type Language = 'zh-CN' | 'en'
type Key = `proofs:check.${keyof typeof chinese.check}`

/** The page's own small translator: it carries its words with it, and asks nobody. */
export function wordsIn(language: Language) {
  const { check } = language === 'en' ? english : chinese
  return (key: Key, values: Record<string, string | number> = {}): string => {
    const text = check[key.split('.')[1] as keyof typeof check]
    return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
  }
}

export type Words = ReturnType<typeof wordsIn>

import { heldWords } from '#shared/held-words.ts'

/** Letters and digits alone, as they are meant: 加 微-信 is 加微信. */
export function squeezed(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

const LATIN = /^[a-z0-9]+$/
const latinWords = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^a-z0-9]+/)

/** Whether a word is in a text, whatever stands between its letters; one in Latin letters only as a whole word. */
function contains(text: string, word: string): boolean {
  const meant = squeezed(word)
  if (meant === '') return false
  return LATIN.test(meant) ? latinWords(text).includes(meant) : squeezed(text).includes(meant)
}

/** @returns the word for which a text has to wait, null for none */
export function heldBy(text: string, ofVillage: readonly string[]): string | null {
  const found = [...heldWords.map(({ word }) => word), ...ofVillage].find((word) => contains(text, word))
  return found ?? null
}

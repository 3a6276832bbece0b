import type { Bilingual } from './locale.ts'

/**
 * Who looks at a person's name. `public`: anybody. `member`: of the same cooperative or collective. `staff` of it, who
 * pay and answer for it, and its `auditor` (监事) see names whole; what they look at is written down (person-reads).
 */
export type NameViewer = 'public' | 'member' | 'staff' | 'auditor'

/**
 * A person's name as far as this viewer may read it. Publishing it needs a consent of its own (个人信息保护法 art. 25), so
 * the public gets the family name only: 黄**. Neighbours may consult the register of members in the office (合作社法
 * art. 21); on pages that say who asked or earned what they get enough to know each other and no more (个人信息保护法
 * art. 6): 黄*土. A person's own name is not masked: ask this of the names of others.
 */
export function maskName({ zh, en }: Bilingual, viewer: NameViewer): Bilingual {
  if (viewer === 'staff' || viewer === 'auditor') return { zh, en }
  return viewer === 'member'
    ? { zh: neighbourZh(zh), en: neighbourEn(en) }
    : { zh: publicZh(zh), en: publicEn(en) }
}

/** A household is called by its head: 黄**家 */
export function householdName(head: Bilingual, viewer: NameViewer): Bilingual {
  const { zh, en } = maskName(head, viewer)
  return { zh: `${zh}家`, en: `${en} household` }
}

/** Always two stars: how long the name is says something too. */
const publicZh = (name: string) => `${familyName(name)}**`
const publicEn = (name: string) => `${firstWord(name)} **`

function neighbourZh(name: string): string {
  const given = [...name].slice([...familyName(name)].length)
  return familyName(name) + (given.length > 1 ? `*${given.at(-1)}` : '*')
}

function neighbourEn(name: string): string {
  const [, given = ''] = name.split(' ')
  return given ? `${firstWord(name)} ${[...given][0]}.` : `${firstWord(name)} *`
}

const firstWord = (name: string) => name.split(' ')[0] ?? ''

/** Family names of two characters that are in use; of all others the first character is the family name. */
const TWO_CHARACTERS = new Set([
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '令狐',
  '夏侯',
  '司徒',
])

function familyName(name: string): string {
  const characters = [...name]
  const two = characters.slice(0, 2).join('')
  return characters.length > 2 && TWO_CHARACTERS.has(two) ? two : (characters[0] ?? '')
}

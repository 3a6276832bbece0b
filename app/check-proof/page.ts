import { ledgerProof, type LedgerProof } from '#shared/ledger-proof.ts'
import { element } from './elements.ts'
import { unreadable, verdict } from './verdict.ts'
import { wordsIn, type Language } from './words.ts'

// The page that checks a proof without us: scripts/check-page.mjs puts it and all it needs into one file,
// public/check-proof.html, which works from a phone's memory and asks no network.

type Read = LedgerProof | 'unreadable' | null

const page = document.getElementById('page')!
let language: Language = navigator.language.startsWith('zh') ? 'zh-CN' : 'en'
let read: Read = null

function draw(): void {
  const t = wordsIn(language)
  document.documentElement.lang = language
  document.title = t('proofs:check.title')
  const answer = element('div', '')
  if (read === 'unreadable') answer.append(unreadable(t))
  else if (read) answer.append(...verdict(read, t))
  page.replaceChildren(heading(), fileChoice(), answer)
}

function heading(): HTMLElement {
  const t = wordsIn(language)
  const other = element('button', 'language', t('proofs:check.other'))
  other.type = 'button'
  other.lang = language === 'en' ? 'zh-CN' : 'en'
  other.addEventListener('click', () => {
    language = language === 'en' ? 'zh-CN' : 'en'
    draw()
    page.querySelector<HTMLElement>('.language')?.focus()
  })
  const title = element('div', '', element('h1', '', t('proofs:check.title')))
  title.append(element('p', 'soft', t('proofs:check.lead')))
  return element('header', '', title, other)
}

function fileChoice(): HTMLElement {
  const t = wordsIn(language)
  const input = element('input', '')
  input.type = 'file'
  input.accept = '.json,application/json'
  input.addEventListener('change', () => void open(input.files?.[0]))
  const area = element(
    'label',
    'drop',
    element('span', 'button', t('proofs:check.choose')),
    input,
    element('p', 'soft', t('proofs:check.drop')),
  )
  for (const kind of ['dragover', 'dragleave', 'drop'] as const)
    area.addEventListener(kind, (event) => {
      event.preventDefault()
      area.classList.toggle('over', kind === 'dragover')
      if (kind === 'drop') void open(event.dataTransfer?.files[0])
    })
  return area
}

async function open(file: File | undefined): Promise<void> {
  if (!file) return
  read = await proofIn(file)
  draw()
  page.querySelector('.verdict')?.scrollIntoView({ block: 'center' })
}

async function proofIn(file: File): Promise<Read> {
  try {
    return ledgerProof.parse(JSON.parse(await file.text()))
  } catch {
    return 'unreadable'
  }
}

draw()

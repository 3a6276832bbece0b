import { checkProof, type CheckedPart, type LedgerProof } from '#shared/ledger-proof.ts'
import { fen, yuanText } from '#shared/money.ts'
import type { SealedLine } from '#shared/sealed-journal.ts'
import { element, facts, inGroups, sign } from './elements.ts'
import type { Words } from './words.ts'

/** Shorter than this, a match may be chance. */
const COMPARED_MIN = 16

/** What the check of one file found, for the page. */
export function verdict(proof: LedgerProof, t: Words): HTMLElement[] {
  const parts = checkProof(proof)
  const whole = parts.every(({ holds }) => holds)
  return [
    summary(whole, t),
    element('div', 'card', element('ol', '', ...parts.map((part) => partRow(part, proof, t)))),
    comparison(proof, t),
    contents(proof, { whole, t }),
  ]
}

function summary(whole: boolean, t: Words): HTMLElement {
  const made = element(
    'div',
    `card verdict ${whole ? 'holds' : 'fails'}`,
    sign(whole, whole ? t('proofs:check.partHolds') : t('proofs:check.partFails')),
    element(
      'div',
      '',
      element('h2', '', whole ? t('proofs:check.whole') : t('proofs:check.broken')),
      element('p', '', whole ? t('proofs:check.wholeLead') : t('proofs:check.brokenLead')),
    ),
  )
  made.setAttribute('role', 'status')
  return made
}

export function unreadable(t: Words): HTMLElement {
  const made = element(
    'div',
    'card verdict fails',
    sign(false, t('proofs:check.partFails')),
    element(
      'div',
      '',
      element('h2', '', t('proofs:check.unreadable')),
      element('p', '', t('proofs:check.unreadableLead')),
    ),
  )
  made.setAttribute('role', 'status')
  return made
}

function partRow({ part, holds, height }: CheckedPart, { blocks }: LedgerProof, t: Words): HTMLElement {
  const says = {
    height: height ?? blocks[0]!.height,
    top: blocks.at(-1)!.height,
  }
  return element(
    'li',
    holds ? 'holds' : 'fails',
    sign(holds, holds ? t('proofs:check.partHolds') : t('proofs:check.partFails')),
    element(
      'div',
      '',
      element('strong', '', t(`proofs:check.${part}`)),
      element('p', '', t(`proofs:check.${part}${holds ? 'Holds' : 'Fails'}`, says)),
    ),
  )
}

/** A proof that agrees with itself may still be a stranger's: only the notice says whose chain it is. */
function comparison({ head }: LedgerProof, t: Words): HTMLElement {
  const interim = head.format === 'shanhuo-ledger-interim-v1'
  const input = element('input', '')
  input.autocomplete = 'off'
  input.spellcheck = false
  const answer = element('p', 'answer')
  answer.setAttribute('role', 'status')
  input.addEventListener('input', () => {
    const typed = input.value.toLowerCase().replaceAll(/\s/g, '')
    const isSame = [head.hash, head.publicKey].some((known) => known.startsWith(typed))
    const long = typed.length >= COMPARED_MIN
    answer.className = `answer ${isSame ? 'holds' : 'fails'}`
    answer.textContent = !long
      ? ''
      : `${isSame ? '✓' : '✗'} ${t(isSame ? 'proofs:check.compareSame' : 'proofs:check.compareDifferent')}`
  })
  const when = t(interim ? 'proofs:check.interim' : 'proofs:check.published', { when: head.when })
  return element(
    'div',
    'card',
    element('h2', '', t('proofs:check.compare')),
    element('p', 'soft', t('proofs:check.compareLead')),
    interim && element('p', '', t('proofs:check.compareInterim')),
    element('label', 'field', t('proofs:check.compareField'), input),
    answer,
    facts([
      [when, inGroups(head.hash), 'code'],
      [t('proofs:check.key'), inGroups(head.publicKey), 'code'],
    ]),
  )
}

function contents({ journal, seq }: LedgerProof, { whole, t }: { whole: boolean; t: Words }): HTMLElement {
  return element(
    'div',
    'card',
    element('h2', '', t('proofs:check.contents')),
    !whole && element('p', 'answer fails', t('proofs:check.contentsBroken')),
    facts([
      [t('proofs:check.day'), journal.effectiveOn],
      [t('proofs:check.memo'), journal.memo],
      [t('proofs:check.kind'), journal.kind],
      [t('proofs:check.recordedAt'), journal.recordedAt],
      [t('proofs:check.number'), `${seq} · ${journal.id}`],
    ]),
    lines(journal.lines, t),
  )
}

function lines(all: readonly SealedLine[], t: Words): HTMLElement {
  const row = ({ book, account, amount }: SealedLine) => {
    const shown = yuanText(fen(Math.abs(amount)))
    return element(
      'tr',
      '',
      element('td', '', element('div', 'soft', book), account),
      element('td', 'amount', amount > 0 ? shown : ''),
      element('td', 'amount', amount < 0 ? shown : ''),
    )
  }
  const title = element('caption', '', t('proofs:check.lines'))
  title.hidden = true
  return element(
    'table',
    '',
    title,
    element(
      'thead',
      '',
      element(
        'tr',
        '',
        element('th', '', t('proofs:check.account')),
        element('th', 'amount', t('proofs:check.debit')),
        element('th', 'amount', t('proofs:check.credit')),
      ),
    ),
    element('tbody', '', ...all.map(row)),
  )
}

import { describe, expect, it } from 'vitest'
import type { Finding } from '#server/ledger/index.ts'
import { createI18n } from '#app/i18n/create-i18n.ts'
import english from '#app/i18n/locales/en/proofs.json' with { type: 'json' }
import chinese from '#app/i18n/locales/zh-CN/proofs.json' with { type: 'json' }
import { findingText } from './finding-text.ts'

const journalId = '00000000-0000-4000-8000-000000000001'
const ofChain = { height: 7, seq: 33, journalId }
const ofHead = { day: '2026-11-26', height: 7, place: 'copy' } as const

/** The compiler asks for one of each. */
const findings: Record<Finding['problem'], Finding> = {
  block_missing: { problem: 'block_missing', ...ofChain },
  link: { problem: 'link', ...ofChain },
  numbering: { problem: 'numbering', ...ofChain },
  seal_missing: { problem: 'seal_missing', ...ofChain },
  seal_stray: { problem: 'seal_stray', ...ofChain },
  journal_missing: { problem: 'journal_missing', ...ofChain },
  journal_backdated: { problem: 'journal_backdated', ...ofChain },
  journal_body_changed: { problem: 'journal_body_changed', ...ofChain },
  journal_note_changed: { problem: 'journal_note_changed', ...ofChain },
  root: { problem: 'root', ...ofChain },
  hash: { problem: 'hash', ...ofChain },
  head_forged: { problem: 'head_forged', ...ofHead },
  head_order: { problem: 'head_order', ...ofHead },
  chain_cut: { problem: 'chain_cut', ...ofHead },
  chain_rewritten: { problem: 'chain_rewritten', ...ofHead },
  head_lost: { problem: 'head_lost', ...ofHead },
  head_removed: { problem: 'head_removed', ...ofHead },
  head_differs: { problem: 'head_differs', ...ofHead },
  file_lost: { problem: 'file_lost', place: 'file', line: 0 },
  file_unreadable: { problem: 'file_unreadable', place: 'file', line: 3 },
}

describe.each([
  ['zh-CN', chinese],
  ['en', english],
] as const)('what is wrong, in %s', (locale, proofs) => {
  const { t } = createI18n(locale, { proofs })

  it.each(Object.values(findings))('says $problem, and where', (finding) => {
    const text = findingText(t, finding)

    expect(text).not.toMatch(/\{\{|proofs:|finding\./)
    const where = 'day' in finding ? finding.day : 'line' in finding ? proofs.place[finding.place] : '7'
    expect(text).toContain(where)
  })
})

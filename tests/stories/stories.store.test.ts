// Stories are texts: what happens, a sentence a line, in NAME.story.txt. What the books then say, every voucher and
// every account, is NAME.books.txt, which an accountant has read. `npx vitest run --project store tests/stories -u`
// writes it anew: read what changed before you commit it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { LedgerViolation } from '#server/ledger/index.ts'
import { noonOf } from '#tests/make/earning-year.ts'
import { expectSoundBooks } from '#tests/setup/ledger.ts'
import { sentencesOf } from './sentences.ts'
import { aStage, type Stage } from './stage.ts'
import { tAccounts, voucherText, type Entry } from './t-accounts.ts'

const here = import.meta.dirname
const names = readdirSync(here).flatMap((file) => /^(.+)\.story\.txt$/.exec(file)?.[1] ?? [])
const MINUTE = 60_000

type Step = { on: string; sentence: string; refused: string | null }

/** `2026-03-02  order O1 is paid …`, at the end perhaps `→ refused: month_closed`. Other lines are for who reads it. */
function stepsOf(story: string): Step[] {
  const line = /^(\d{4}-\d\d-\d\d) {2}(.+?)(?: → refused: (\w+))?$/gm
  return [...story.matchAll(line)].map(([, on = '', sentence = '', refused = null]) => ({
    on,
    sentence,
    refused,
  }))
}

/** Plays it. @returns each step with the journals that it made */
async function play(stage: Stage, steps: readonly Step[]): Promise<{ step: Step; entries: Entry[] }[]> {
  const sentences = sentencesOf(stage)
  const told: { step: Step; entries: Entry[] }[] = []
  const known = new Set<string>()
  for (const step of steps) {
    const { on, sentence, refused } = step
    if (stage.clock.now() < noonOf(on)) stage.clock.set(noonOf(on))
    stage.clock.advance(MINUTE)
    const found = sentences.flatMap(([form, act]) => {
      const words = form.exec(sentence)
      return words ? [() => act(on, words.slice(1))] : []
    })
    if (found.length !== 1) throw new Error(`Not understood: ${sentence}`)
    expect(await refusalOf(found[0]!), sentence).toBe(refused)

    const rows = await stage.db.$queryRaw<{ id: string }[]>`
      select id::text from ledger.journal order by recorded_at, id`
    const entries: Entry[] = []
    for (const { id } of rows.filter(({ id }) => !known.has(id))) {
      known.add(id)
      entries.push({ ...(await stage.ledger.journal(id))!, number: known.size })
    }
    told.push({ step, entries })
  }
  return told
}

async function refusalOf(act: () => Promise<{ ok: boolean; refusal?: { kind: string } } | void>) {
  try {
    const answer = await act()
    return answer?.refusal?.kind ?? null
  } catch (error) {
    if (error instanceof LedgerViolation) return error.code
    throw error
  }
}

const LEGEND = `元 yuan · 借 debit · 贷 credit · #n: the n-th entry of this story`
const heading = (text: string) => `${'='.repeat(12)} ${text} ${'='.repeat(12)}`

async function bookText({ ledger, bookCodes, codeOf }: Stage, told: Awaited<ReturnType<typeof play>>) {
  const entries = told.flatMap((one) => one.entries)
  await ledger.sealBlocks()
  const { height } = await ledger.sealedHead()
  const numberOf = new Map(entries.map(({ journalId, number }) => [journalId, number]))
  const texts = told.map(({ step: { on, sentence, refused }, entries: made }) =>
    [
      `${on}  ${sentence}${refused ? ` → refused: ${refused}` : ''}`,
      ...made.map((entry) => voucherText(entry, codeOf)),
    ].join('\n'),
  )
  for (const book of bookCodes) {
    texts.push(heading(book), tAccounts(entries, book, codeOf))
    for (const { month, closed } of await ledger.months(book)) {
      if (!closed) continue
      const vouchers = await ledger.vouchers({ book, month, height, after: 0, limit: 1000 })
      const numbers = vouchers.map(({ number, journalId }) => `${number} = #${numberOf.get(journalId)}`)
      texts.push(`${month} 已结账 closed, 凭证号 vouchers: ${numbers.join(', ')}`)
    }
  }
  return `${[LEGEND, ...texts].join('\n\n')}\n`
}

/** What the entries come to, by account, without those that are even. */
function netOf(entries: readonly Entry[], book: string) {
  const nets = new Map<string, number>()
  for (const line of entries.flatMap(({ lines }) => lines))
    if (line.book === book) nets.set(line.account, (nets.get(line.account) ?? 0) + line.amount)
  return Object.fromEntries([...nets].filter(([, net]) => net !== 0))
}

describe('the books of the story', () => {
  it.each(names)('%s', async (name) => {
    const story = readFileSync(path.join(here, `${name}.story.txt`), 'utf8')
    const steps = stepsOf(story)
    const stage = await aStage(steps[0]!.on)
    try {
      const told = await play(stage, steps)
      const entries = told.flatMap((one) => one.entries)
      expect(entries.length).toBeGreaterThan(0)
      const golden = path.join(here, `${name}.books.txt`)
      expect(existsSync(golden) || process.env.CI === undefined, golden).toBe(true)
      await expect(await bookText(stage, told)).toMatchFileSnapshot(golden)
      await expectSoundBooks(stage.ledger)
      for (const book of stage.bookCodes) {
        const balances = await stage.ledger.balances({ book })
        expect(
          Object.fromEntries(balances.filter(({ net }) => net !== 0).map(({ code, net }) => [code, net])),
        ).toEqual(
          netOf(
            told.flatMap(({ entries }) => entries),
            book,
          ),
        )
      }
    } finally {
      await stage.close()
    }
  })
})

import type { SplitRules } from '#server/split-rules/index.ts'
import { parseForm } from '#app/ui/form.server.ts'
import {
  proposeForm,
  rearranged,
  ruleDecision,
  ruleOfText,
  ruleTextOf,
  type RuleText,
  type RuleTextRefusal,
} from '#shared/rule-form.ts'

type Of = Parameters<SplitRules['withdraw']>[0]

/** What the page shows again when a step was not taken: all that was typed, and why. */
type NotTaken = {
  status: number
  refused: string | null
  text?: RuleText
  price?: string
  wrong?: RuleTextRefusal | null
  typed?: { reason: string; effectiveOn: string }
  errors?: { reason?: string[]; effectiveOn?: string[] }
}

const isRearranging = (intent: string) => /^(look|add|(remove|up|down)-\d{1,2})$/.test(intent)

/** One button of a proposal's page. `goTo`: where to look next, below the list of rules. */
export async function obey(rules: SplitRules, form: FormData, of: Of): Promise<NotTaken | { goTo: string }> {
  const intent = String(form.get('intent') ?? '')
  if (isRearranging(intent)) {
    const text = rearranged(ruleTextOf(form), intent)
    return { status: 200, refused: null, text, price: priceOf(form) }
  }
  if (intent === 'save') return save(rules, form, of)
  if (intent === 'propose') return propose(rules, form, of)
  if (intent === 'withdraw') {
    const withdrawn = await rules.withdraw(of)
    return withdrawn.ok ? { goTo: '' } : { status: 409, refused: withdrawn.refusal.kind }
  }
  const decided = ruleDecision.safeParse(intent)
  if (!decided.success) return { status: 400, refused: 'bad_request' }
  const answer = await rules.decide({ ...of, decision: decided.data })
  return answer.ok ? { goTo: '' } : { status: 409, refused: answer.refusal.kind }
}

const priceOf = (form: FormData) => String(form.get('price') ?? '').slice(0, 20)

async function save(rules: SplitRules, form: FormData, of: Of): Promise<NotTaken | { goTo: string }> {
  const typed = { text: ruleTextOf(form), price: priceOf(form) }
  const rule = ruleOfText(typed.text)
  if (!rule.ok) return { status: 422, refused: null, ...typed, wrong: rule.refusal }
  const saved = await rules.save({ ...of, rule: rule.value })
  return saved.ok
    ? { goTo: `/${of.proposalId}?saved=1` }
    : { status: 409, refused: saved.refusal.kind, ...typed }
}

async function propose(rules: SplitRules, form: FormData, of: Of): Promise<NotTaken | { goTo: string }> {
  const typed = {
    reason: String(form.get('reason') ?? ''),
    effectiveOn: String(form.get('effectiveOn') ?? ''),
  }
  const asked = parseForm(form, proposeForm)
  if (asked.status !== 'success') {
    const { reason = [], effectiveOn = [] } = asked.reply().error ?? {}
    return {
      status: 422,
      refused: null,
      typed,
      errors: { reason: reason ?? [], effectiveOn: effectiveOn ?? [] },
    }
  }
  const { reason, effectiveOn, last } = asked.value
  const proposed = await rules.propose({ ...of, reason, effectiveOn, last })
  return proposed.ok ? { goTo: `/${of.proposalId}` } : { status: 409, refused: proposed.refusal.kind, typed }
}

import type { Regime } from '../ledger/index.ts'
import { collectiveForms } from './collective-forms.ts'
import { cooperativeForms } from './cooperative-forms.ts'
import type { Forms } from './form-types.ts'

/** The platform keeps the cooperative's heads for now, so its statements are of the cooperative's forms. */
export function formsOf(regime: Regime): Forms {
  return regime === 'collective-2023-14' ? collectiveForms : cooperativeForms
}

/**
 * The heads of what is not distributed. A journal that touches one of them moves income and expenses away at the end of
 * a year; it earns and spends nothing.
 */
export function retainedHeads(regime: Regime): string[] {
  const { profitHead, distributionHead } = formsOf(regime)
  return [profitHead, distributionHead]
}

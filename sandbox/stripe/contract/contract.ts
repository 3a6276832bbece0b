import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import Stripe from 'stripe'

type Definition = { $ref?: string; type?: string | string[]; required?: string[] } & {
  properties?: Record<string, Definition>
  anyOf?: Definition[]
}
type ContractFile = { sdkVersion: string; apiVersion: string; definitions: Record<string, Definition> }

export type Violation = { where: string; kind: string; errors: string[] }

/** The shapes of Stripe's API as the installed SDK declares them. */
export type Contract = {
  apiVersion: string
  /** Turns the strings of a form into numbers and booleans, in place. Empty when all is well. */
  checkAsk(ask: string, params: object): ErrorObject[]
  /** Records a violation when `object` is not what the SDK promises its users. */
  checkObject(object: unknown, where: string): void
  /** Adds null for every required field that may be null. `definition` is a name in contract.json. */
  complete<Value extends object>(definition: string, known: Partial<Value>): Value
  violations(): readonly Violation[]
  /** Compiles everything now, a slice at a time, so that no first request has to wait for it. */
  warmUp(): Promise<void>
}

const VIOLATIONS_KEPT = 200

export function loadContract(): Contract {
  const file = readContract()
  const asks = validators(file, { coerceTypes: true })
  const objects = validators(file, {})
  const nullable = nullableFields(file.definitions)
  const violations: Violation[] = []

  return {
    apiVersion: file.apiVersion,
    checkAsk(ask, params) {
      const validate = asks(`Ask_${ask}`)
      return validate(params) ? [] : (validate.errors ?? [])
    },
    checkObject(object, where) {
      const kind = `Object_${String((object as { object?: unknown }).object).replace('.', '_')}`
      const validate = objects(kind)
      if (validate(object) || violations.length >= VIOLATIONS_KEPT) return
      violations.push({
        where,
        kind,
        errors: (validate.errors ?? []).filter(isTelling).slice(0, 6).map(sentence),
      })
    },
    complete<Value extends object>(definition: string, known: Partial<Value>): Value {
      const nulls = Object.fromEntries(nullable(definition).map((field) => [field, null]))
      return { ...nulls, ...known } as Value
    },
    violations: () => violations,
    async warmUp() {
      for (const name of Object.keys(file.definitions)) {
        if (name.startsWith('Ask_')) asks(name)
        else if (name.startsWith('Object_')) objects(name)
        else continue
        await setImmediate()
      }
    },
  }
}

function readContract(): ContractFile {
  const path = fileURLToPath(new URL('./contract.json', import.meta.url))
  const file = JSON.parse(readFileSync(path, 'utf8')) as ContractFile
  if (file.sdkVersion !== Stripe.PACKAGE_VERSION) {
    throw new Error(
      `The sandbox's contract is that of stripe ${file.sdkVersion}, installed is ${Stripe.PACKAGE_VERSION}. ` +
        'Run: npx tsx sandbox/stripe/contract/generate.ts',
    )
  }
  return file
}

/** Compiles on first use: the whole contract at once would delay the start. */
function validators(
  file: ContractFile,
  options: { coerceTypes?: boolean },
): (name: string) => ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, ...options })
  ajv.addSchema({ definitions: file.definitions }, 'contract')
  const compiled = new Map<string, ValidateFunction>()
  return (name) => {
    const known = compiled.get(name)
    if (known) return known
    if (!file.definitions[name]) throw new Error(`contract.json has no ${name}`)
    const validate = ajv.compile({ $ref: `contract#/definitions/${encodeURIComponent(name)}` })
    compiled.set(name, validate)
    return validate
  }
}

function nullableFields(definitions: Record<string, Definition>): (name: string) => string[] {
  const follow = (definition: Definition | undefined): Definition | undefined => {
    let found = definition
    while (found?.$ref) found = definitions[decodeURIComponent(found.$ref.split('/').pop() ?? '')]
    return found
  }
  const mayBeNull = (field: Definition | undefined): boolean => {
    const definition = follow(field)
    const types = [definition?.type].flat()
    return types.includes('null') || (definition?.anyOf?.some(mayBeNull) ?? false)
  }
  const known = new Map<string, string[]>()
  return (name) => {
    const cached = known.get(name)
    if (cached) return cached
    const definition = follow(definitions[name])
    if (!definition) throw new Error(`contract.json has no ${name}`)
    const fields = (definition.required ?? []).filter((field) => mayBeNull(definition.properties?.[field]))
    known.set(name, fields)
    return fields
  }
}

const isTelling = (error: ErrorObject) => !['anyOf', 'oneOf', 'const'].includes(error.keyword)
const sentence = (error: ErrorObject) =>
  `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`

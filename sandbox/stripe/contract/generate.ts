// Derives contract.json from the type declarations of the installed Stripe SDK.
// Run `npx tsx sandbox/stripe/contract/generate.ts` after every upgrade of `stripe`; contract.test.ts insists on it.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Stripe from 'stripe'
import { createGenerator, ExposeNodeParser, type Context, type Schema } from 'ts-json-schema-generator'
import type { Node } from 'typescript'

type Definitions = Record<string, Schema>

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** One definition a line, so that an upgrade reads as a diff of the definitions that changed. */
export function generateContract(): string {
  const definitions = derive()
  closeEnums(definitions)
  writeDecimalsAsSent(definitions)
  cutForeignObjects(definitions)
  const lines = reachable(definitions).map(
    (name) => `${JSON.stringify(name)}:${JSON.stringify(definitions[name])}`,
  )
  const head = `"sdkVersion":"${Stripe.PACKAGE_VERSION}","apiVersion":"${Stripe.API_VERSION}"`
  return `{${head},"definitions":{\n${lines.join(',\n')}\n}}\n`
}

function derive(): Definitions {
  // Card and Issuing.Card would share a name: put the declaring file in front.
  const bareName = Object.getOwnPropertyDescriptor(ExposeNodeParser.prototype, 'getDefinitionName')
    ?.value as (node: Node, context: Context) => string
  Object.defineProperty(ExposeNodeParser.prototype, 'getDefinitionName', {
    value(this: ExposeNodeParser, node: Node, context: Context): string {
      const file = /\/resources\/(.*)\.d\.ts$/.exec(node.getSourceFile().fileName)?.[1]
      return (file ? `${file.replaceAll('/', '.')}:` : '') + bareName.call(this, node, context)
    },
  })
  try {
    const schema = createGenerator({
      path: here('./wanted-types.ts'),
      tsconfig: here('../../../tsconfig.json'),
      type: '*',
      additionalProperties: false,
      skipTypeCheck: true,
      expose: 'export',
      jsDoc: 'none',
    }).createSchema('*')
    return schema.definitions as Definitions
  } finally {
    Object.defineProperty(ExposeNodeParser.prototype, 'getDefinitionName', {
      value: bareName,
      writable: true,
    })
  }
}

/** SDK 23 writes every enum as `'a' | 'b' | OtherString`; without the open branch a misspelt value is refused. */
function closeEnums(node: unknown): void {
  if (node === null || typeof node !== 'object') return
  const schema = node as Schema
  if (Array.isArray(schema.anyOf)) {
    schema.anyOf = schema.anyOf.filter((branch) => (branch as Schema).$ref !== '#/definitions/OtherString')
    if (schema.anyOf.every(hasConst)) {
      Object.assign(schema, { type: 'string', enum: schema.anyOf.map((branch) => (branch as Schema).const) })
      delete schema.anyOf
    }
  }
  Object.values(node).forEach(closeEnums)
}

/** The SDK hands its users Decimal objects; what travels is a string. */
function writeDecimalsAsSent(definitions: Definitions): void {
  for (const name of Object.keys(definitions)) {
    if (/(^|:)Decimal$/.test(name)) definitions[name] = { type: 'string' }
  }
}

/** The sandbox never embeds a Customer or an Invoice, so nothing may match them. It cuts the contract to a third. */
function cutForeignObjects(definitions: Definitions): void {
  const ours = new Set(Object.keys(definitions).filter(isWanted))
  for (const name of ours) {
    const target = definitions[name]?.$ref
    if (target) ours.add(nameIn(target))
  }
  for (const [name, schema] of Object.entries(definitions)) {
    const isApiObject = hasConst(schema.properties?.['object']) && schema.properties?.['id'] !== undefined
    if (isApiObject && !ours.has(name)) definitions[name] = { not: {} }
  }
}

function reachable(definitions: Definitions): string[] {
  const found = new Set<string>()
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return
    const target = (node as Schema).$ref
    if (typeof target === 'string') enter(nameIn(target))
    Object.values(node).forEach(visit)
  }
  const enter = (name: string) => {
    if (found.has(name)) return
    found.add(name)
    visit(definitions[name])
  }
  Object.keys(definitions).filter(isWanted).forEach(enter)
  return [...found].sort()
}

const isWanted = (name: string) => /^(Ask|Object)_/.test(name)
const nameIn = (ref: string) => decodeURIComponent(ref.split('/').pop() ?? '')
const hasConst = (schema: unknown) => typeof schema === 'object' && schema !== null && 'const' in schema

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(here('./contract.json'), generateContract())
}

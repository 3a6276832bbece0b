import { doors, ground, mayUse } from './boundaries.js'

const aside = [...doors, ...ground].join('|')
const friendRules = Object.entries(mayUse).map(([name, friends]) => ({
  name: `${name}-uses-only-its-friends`,
  comment: `server/${name} may use: ${friends.join(', ') || 'nothing'}. Edit boundaries.js and say why.`,
  from: { path: `^server/${name}/` },
  to: { path: '^server/[^/]+/', pathNot: `^server/(${[name, ...ground, ...friends].join('|')})/` },
}))

const rules = [
  {
    name: 'app-touches-server-only-by-type',
    comment: 'A value from server/ would be bundled a second time. Use context.services. (remix#9202)',
    from: { path: '^app/' },
    to: { path: '^server/', dependencyTypesNot: ['type-only'] },
  },
  { name: 'server-never-imports-app', from: { path: '^server/' }, to: { path: '^app/' } },
  {
    name: 'shared-stands-alone',
    from: { path: '^shared/', pathNot: '\\.test\\.ts$' },
    to: { pathNot: '^shared/|node_modules/(zod|@noble/(hashes|curves))/' },
  },
  {
    name: 'sandbox-stands-alone',
    comment: 'The stand-in for Stripe must not know the shop, nor the shop the stand-in.',
    from: { path: '^sandbox/', pathNot: '\\.test\\.ts$' },
    to: { path: '^(app|server|shared|prisma|tests)/' },
  },
  { name: 'nobody-imports-the-sandbox', from: { path: '^(app|server|shared)/' }, to: { path: '^sandbox/' } },
  {
    name: 'enter-by-the-face',
    from: { path: '^server/([^/]+)/' },
    to: { path: `^server/(?!(${aside})/)[^/]+/`, pathNot: '^server/$1/|^server/[^/]+/index\\.ts$' },
  },
  {
    name: 'doors-are-not-entered',
    comment:
      'Only server/*.ts starts a door; no module calls one. What it hands to another is known by its type.',
    from: { path: '^server/([^/]+)/' },
    to: { path: `^server/(${doors.join('|')})/`, pathNot: '^server/$1/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'prisma-only-in-stores',
    from: { pathNot: '(^server/platform/|store\\.ts$|^prisma/|^tests/|\\.test\\.ts$)' },
    to: { path: '^prisma/generated/', dependencyTypesNot: ['type-only'] },
  },
  { name: 'no-circular', from: {}, to: { circular: true } },
  ...friendRules,
]

export default {
  forbidden: rules.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules|prisma/generated' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
}

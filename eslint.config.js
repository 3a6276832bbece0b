import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import a11y from 'eslint-plugin-jsx-a11y'
import hooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import ts from 'typescript-eslint'

const fromTheAir = [
  { object: 'Date', property: 'now', message: 'Time is an argument: take a Clock.' },
  { object: 'Math', property: 'random', message: 'Chance is an argument: take Ids or a seeded source.' },
  { object: 'process', property: 'env', message: 'Configuration is read once, in server/platform/env.ts.' },
]
const bareDate = {
  selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
  message: 'Time is an argument: take a Clock.',
}
const moneyDivision = {
  selector: 'CallExpression[callee.property.name="toFixed"]',
  message: 'Only app/ui/money.tsx formats money, with Intl.NumberFormat.',
}
const bareForm = {
  selector: 'CallExpression[callee.property.name="formData"]',
  message: 'Every action reads its form with formOf (app/doors/form.server.ts).',
}

export default ts.config(
  {
    ignores: [
      'node_modules',
      'build',
      '.data',
      '.cache',
      'prisma/generated',
      'coverage',
      'test-results',
      'playwright-report',
    ],
  },
  js.configs.recommended,
  ...ts.configs.strict,
  prettier,
  {
    languageOptions: { globals: { ...globals.node } },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      'max-depth': ['error', 3],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
  {
    files: ['server/**/*.ts', 'shared/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': ['error', ...fromTheAir],
      'no-restricted-syntax': ['error', bareDate, moneyDivision],
    },
  },
  {
    files: [
      'server/platform/env.ts',
      'server/platform/clock.ts',
      'server/platform/ids.ts',
      'server/index.ts',
    ],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-syntax': 'off' },
  },
  {
    files: ['app/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks, 'jsx-a11y': a11y },
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      ...hooks.configs.recommended.rules,
      ...a11y.flatConfigs.recommended.rules,
      'no-restricted-syntax': ['error', moneyDivision, bareForm],
    },
  },
  { files: ['app/doors/form.server.ts'], rules: { 'no-restricted-syntax': ['error', moneyDivision] } },
  { files: ['public/*.js'], languageOptions: { globals: { ...globals.serviceworker } } },
  // Express knows an error handler by its four parameters.
  { files: ['server/http/last-resort.ts'], rules: { 'max-params': ['error', 4] } },
  { files: ['app/ui/money.tsx'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', 'tests/**/*.ts', 'prisma/seed/**/*.ts'],
    rules: { 'max-lines-per-function': 'off', 'max-lines': ['error', { max: 500 }] },
  },
  {
    files: [
      'scripts/**/*.mjs',
      'scripts/ledger-*.ts',
      'scripts/sale-verify.ts',
      'sandbox/**/*.ts',
      'tests/bench/**/*.ts',
      'prisma/seed/**/*.ts',
      '*.js',
      '*.ts',
    ],
    rules: { 'no-console': 'off' },
  },
)

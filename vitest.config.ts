import { defineConfig } from 'vitest/config'

// A file of its own: Vitest must not load the Remix plugin.
// `unit` needs nothing; `store` gets a migrated PostgreSQL database per worker from tests/setup; `ui` has a DOM.
// Where there is no DOM the files of a worker share what they import: loading it for each took half of the processor's
// time. They can, because no module keeps anything and nothing is mocked; a file that stubs the environment puts it back.
// A second, as Vitest waits, says no more than that the machine is busy: what is waited for comes, or the test ends.
const expectPatiently = { poll: { timeout: 20_000 } }

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          isolate: false,
          include: ['{shared,server,sandbox,scripts,app,prisma}/**/*.test.ts', 'tests/{*,bench/*}.test.ts'],
          exclude: ['**/*.store.test.ts', '**/node_modules/**'],
          globalSetup: ['tests/setup/temporary-folder.ts'],
          // Some start programs, beside a simulation that takes all that two cores have.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: expectPatiently,
        },
      },
      {
        test: {
          name: 'store',
          environment: 'node',
          isolate: false,
          include: ['{server,prisma,tests}/**/*.store.test.ts'],
          globalSetup: ['tests/setup/temporary-folder.ts', 'tests/setup/database.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: expectPatiently,
        },
      },
      {
        esbuild: { jsx: 'automatic' },
        test: { name: 'ui', environment: 'jsdom', include: ['app/**/*.test.tsx'] },
      },
    ],
  },
})

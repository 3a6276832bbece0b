import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build } from './build.mjs'
import { ensureChromium, NO_CHROMIUM } from './chromium.mjs'
import { install } from './install.mjs'
import { ensurePlainTextAccounting } from './plain-text-accounting.mjs'
import { attempt, endCommands, root } from './run.mjs'
import { explain, Hint, say } from './say.mjs'
import { playwrightTally, vitestTally } from './test-reports.mjs'

/** Two cores are what a small runner has. */
const AT_ONCE = 2
const OUTPUT_SHOWN = 8_000
const SUITES = ['unit', 'ui', 'store']
const reports = path.join(root, 'test-results')

/**
 * @typedef {{ name: string, command: [file: string, ...args: string[]] }} Check
 * @typedef {{ passed: number, failures: string[] }} Tally `failures`: one text for each that failed
 */

/**
 * @param {string} name @param {string} file a program of node_modules @param {string[]} args
 * @returns {Check}
 */
function check(name, file, ...args) {
  return { name, command: [`node_modules/${file}`, ...args] }
}

/** @type {Check[]} the slow ones first, so that they overlap */
const CHECKS = [
  check('types', 'typescript/bin/tsc', '--noEmit'),
  check('lint', 'eslint/bin/eslint.js', '.'),
  check('knip', 'knip/bin/knip.js'),
  check('boundaries', 'dependency-cruiser/bin/dependency-cruise.mjs', 'app', 'server', 'shared', 'sandbox'),
  check('format', 'prettier/bin/prettier.cjs', '--check', '.'),
  { name: 'drift', command: ['scripts/check-drift.mjs'] },
  { name: 'lock', command: ['scripts/check-lock.mjs'] },
]
const NAMES = ['static', 'build', 'e2e', ...SUITES, ...CHECKS.map(({ name }) => name)]

/** @param {string[]} args @returns {(name: string) => boolean} */
function chosenBy(args) {
  const list = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined
  if (list === undefined) return () => true
  const only = new Set(list.split(','))
  for (const name of only)
    if (!NAMES.includes(name)) throw new Hint(`There is no "${name}" to run; there are: ${NAMES.join(', ')}.`)
  const isStatic = (/** @type {string} */ name) => CHECKS.some((known) => known.name === name)
  return (name) => only.has(name) || (only.has('static') && isStatic(name))
}

/** @param {string[]} args @returns {Promise<number>} the exit code */
export async function runTests(args) {
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      endCommands()
      process.exit(130)
    })
  try {
    const chosen = chosenBy(args)
    await install()
    mkdirSync(reports, { recursive: true })
    return summary(await runChosen(chosen))
  } catch (error) {
    explain(error)
    return summary([{ passed: 0, failures: ['the tests could not be run'] }])
  }
}

/** @param {(name: string) => boolean} chosen @returns {Promise<Tally[]>} */
async function runChosen(chosen) {
  const wanted = CHECKS.filter(({ name }) => chosen(name))
  const needsBuild = chosen('build') || chosen('e2e')
  const checks = await inTurn([
    ...(needsBuild ? [() => told('build', building())] : []),
    ...wanted.map((one) => () => told(one.name, runCheck(one))),
  ])
  const suites = SUITES.filter(chosen)
  if (suites.includes('store')) await ensurePlainTextAccounting()
  const tests = suites.length > 0 ? [await told(suites.join(', '), runVitest(suites))] : []
  const built = needsBuild && checks[0]?.failures.length === 0
  const e2e = chosen('e2e')
    ? [await told('e2e', built ? runPlaywright() : failure('e2e: there is no build'))]
    : []
  return [...checks, ...tests, ...e2e]
}

/** @param {(() => Promise<Tally>)[]} jobs @returns {Promise<Tally[]>} in the order of the jobs */
async function inTurn(jobs) {
  /** @type {Tally[]} */
  const done = []
  let next = 0
  const worker = async () => {
    for (let at = next++; at < jobs.length; at = next++)
      done[at] = await /** @type {() => Promise<Tally>} */ (jobs[at])()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return done
}

/** @param {string} name @param {Promise<Tally>} work */
async function told(name, work) {
  const begin = performance.now()
  const tally = await work
  const seconds = ((performance.now() - begin) / 1000).toFixed(1)
  say(
    `${tally.failures.length > 0 ? '✗' : '✓'} ${name}: ${tally.passed} passed, ${tally.failures.length} failed (${seconds} s)`,
  )
  for (const text of tally.failures) process.stdout.write(`\n${text}\n\n`)
  return tally
}

/** @param {string} text @returns {Promise<Tally>} */
const failure = async (text) => ({ passed: 0, failures: [text] })

/** @param {Check} check @returns {Promise<Tally>} */
async function runCheck({ name, command }) {
  const { code, output } = await attempt(process.execPath, command)
  return code === 0 ? { passed: 1, failures: [] } : failure(`${name}:\n${output.slice(-OUTPUT_SHOWN)}`)
}

/** @returns {Promise<Tally>} */
const building = () =>
  build().then(
    () => ({ passed: 1, failures: [] }),
    (error) => failure(`build:\n${error.message.slice(-OUTPUT_SHOWN)}`),
  )

/** @param {string[]} suites @returns {Promise<Tally>} */
async function runVitest(suites) {
  const file = path.join(reports, 'vitest.json')
  rmSync(file, { force: true })
  const { code, output } = await attempt(process.execPath, [
    ...[
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=dot', // its end tells of errors outside of any test, which the JSON leaves out
      '--reporter=json',
      `--outputFile.json=${file}`,
      '--passWithNoTests',
    ],
    ...suites.flatMap((suite) => ['--project', suite]),
  ])
  return vitestTally(file, { code, output: output.slice(-OUTPUT_SHOWN) })
}

/** @returns {Promise<Tally>} */
async function runPlaywright() {
  const chromium = await ensureChromium()
  if (!chromium) return failure(`e2e: ${NO_CHROMIUM}`)
  const file = path.join(reports, 'playwright.json')
  rmSync(file, { force: true })
  const { code, output } = await attempt(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'test', '--reporter=json', '--pass-with-no-tests'],
    { env: { ...process.env, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: file } },
  )
  return playwrightTally(file, { code, output: output.slice(-OUTPUT_SHOWN) })
}

/** @param {Tally[]} tallies @returns {number} the exit code */
function summary(tallies) {
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
  const failed = tallies.reduce((sum, tally) => sum + tally.failures.length, 0)
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
  return failed > 0 ? 1 : 0
}

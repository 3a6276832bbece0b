// Reads what Vitest and Playwright report as JSON: how many passed, and a readable text for each that did not.
import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/**
 * @typedef {{ passed: number, failures: string[] }} Tally
 * @typedef {{ code: number, output: string }} Run what the runner itself said and ended with
 * @typedef {{ status: string, fullName: string, failureMessages?: string[] }} VitestCase
 * @typedef {{ name: string, status: string, message?: string, assertionResults: VitestCase[] }} VitestFile
 * @typedef {{ error?: { message?: string }, errors?: { message?: string }[] }} Attempt
 * @typedef {{ projectName: string, status: string, results: Attempt[] }} E2eTest
 * @typedef {{ title: string, file: string, tests: E2eTest[] }} Spec
 * @typedef {{ title: string, specs?: Spec[], suites?: Suite[] }} Suite
 */

/** @param {string} file @returns {any} its JSON; undefined when there is none */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** A runner that failed although no test did must not look well. @param {Tally} tally @param {Run} run */
function orTheRunner(tally, { code, output }) {
  return code !== 0 && tally.failures.length === 0
    ? { ...tally, failures: [`the runner ended with ${code}:\n${output}`] }
    : tally
}

/** @param {string} file @param {Run} run @returns {Tally} */
export function vitestTally(file, run) {
  /** @type {VitestFile[]} */
  const files = read(file)?.testResults ?? []
  const cases = files.flatMap(({ name, assertionResults }) =>
    assertionResults.map((one) => ({ name, ...one })),
  )
  const broken = files.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some(failed),
  )
  const failures = [
    ...broken.map(({ name, message }) => `✗ ${name}\n${message ?? ''}`),
    ...cases
      .filter(failed)
      .map((one) => `✗ ${one.name}\n  ${one.fullName}\n${one.failureMessages?.join('\n') ?? ''}`),
  ]
  const passed = cases.filter(({ status }) => status === 'passed').length
  return orTheRunner({ passed, failures: failures.map(plain) }, run)
}

/** @param {VitestCase} one */
const failed = ({ status }) => status === 'failed'

/** @param {string} text */
const plain = (text) => stripVTControlCharacters(text).trim()

/** @param {string} file @param {Run} run @returns {Tally} */
export function playwrightTally(file, run) {
  const report = read(file)
  /** @type {(E2eTest & { name: string })[]} */
  const tests = (report?.suites ?? [])
    .flatMap(specsOf)
    .flatMap((/** @type {Spec & { path: string }} */ spec) =>
      spec.tests.map((test) => ({ ...test, name: `[${test.projectName}] ${spec.file} › ${spec.path}` })),
    )
  const told = (/** @type {Attempt} */ { errors = [], error }) =>
    (errors.length > 0 ? errors : [error]).map((one) => one?.message ?? '').join('\n')
  const failures = [
    ...(report?.errors ?? []).map(
      (/** @type {{ message?: string }} */ { message }) => `✗ ${message ?? 'e2e'}`,
    ),
    ...tests
      .filter(({ status }) => status === 'unexpected')
      .map(({ name, results }) => `✗ ${name}\n${results.map(told).join('\n')}`),
  ]
  const passed = tests.filter(({ status }) => status === 'expected' || status === 'flaky').length
  return orTheRunner({ passed, failures: failures.map(plain) }, run)
}

/** @param {Suite} suite @returns {(Spec & { path: string })[]} */
function specsOf({ title, specs = [], suites = [] }) {
  const within = (/** @type {string} */ inner) => (title.endsWith('.ts') ? inner : `${title} › ${inner}`)
  const own = specs.map((spec) => ({ ...spec, path: spec.title }))
  return [...own, ...suites.flatMap(specsOf)].map((spec) => ({ ...spec, path: within(spec.path) }))
}

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { lockGaps } from './check-lock.mjs'

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))

it('finds no gap in our lock', () => {
  expect(lockGaps(lock)).toEqual([])
})

it('finds a planted gap', () => {
  const packages = { ...lock.packages }
  delete packages['node_modules/@esbuild/darwin-arm64']
  delete packages['node_modules/@img/sharp-darwin-arm64']

  expect(lockGaps({ packages }).join('\n')).toContain('@img/sharp-darwin-arm64')
})

it('looks in the folders above, as Node does', () => {
  const packages = {
    '': {},
    'node_modules/a/node_modules/b': { optionalDependencies: { near: '1', far: '1', nowhere: '1' } },
    'node_modules/a/node_modules/near': {},
    'node_modules/far': {},
  }

  expect(lockGaps({ packages })).toEqual(['nowhere@1 <- node_modules/a/node_modules/b'])
})

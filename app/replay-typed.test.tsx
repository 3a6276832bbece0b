import { act, useState } from 'react'

import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, expect, test, vi } from 'vitest'
import { rememberTyped } from './replay-typed.ts'

/** Shows what React knows of its fields: two held by it, a group and a box that it only hears of, and one untouched. */
function Page() {
  const [text, setText] = useState('')
  const [rail, setRail] = useState('bank')
  const [heard, setHeard] = useState<string[]>([])
  return (
    <form onChange={({ target }) => setHeard((names) => [...names, (target as HTMLInputElement).name])}>
      <input name="text" value={text} onChange={({ target }) => setText(target.value)} />
      <select name="rail" defaultValue={rail} onChange={({ target }) => setRail(target.value)}>
        <option value="bank">bank</option>
        <option value="stripe">stripe</option>
      </select>
      <input name="variant" type="radio" value="a" defaultChecked />
      <input name="variant" type="radio" value="b" />
      <input name="gift" type="checkbox" />
      <textarea name="note" defaultValue="as it was" />
      <input name="proof" type="file" />
      <output>{JSON.stringify({ text, rail, heard: [...new Set(heard)] })}</output>
    </form>
  )
}

afterEach(() => vi.unstubAllGlobals())

test('what was entered before the scripts came is known to React afterwards, and stays entered', async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  const root = document.body.appendChild(document.createElement('div'))
  root.innerHTML = renderToString(<Page />)
  const field = <T extends Element>(selector: string) => document.querySelector<T>(selector)!
  field<HTMLInputElement>('[name=text]').value = '茶'
  field<HTMLSelectElement>('[name=rail]').value = 'stripe'
  field<HTMLInputElement>('[value=b]').checked = true
  // jsdom, unlike a browser, takes an attribute that is set to what it was for a change, unless this was touched.
  field<HTMLInputElement>('[value=a]').checked = false
  field<HTMLInputElement>('[name=gift]').checked = true

  const replayTyped = rememberTyped(document)
  await act(async () => {
    hydrateRoot(root, <Page />)
  })
  act(replayTyped)

  expect(JSON.parse(field('output').textContent)).toEqual({
    text: '茶',
    rail: 'stripe',
    heard: ['variant', 'gift', 'text', 'rail'],
  })
  const form = Object.fromEntries(new FormData(field<HTMLFormElement>('form')))
  expect(form).toMatchObject({ text: '茶', rail: 'stripe', variant: 'b', gift: 'on', note: 'as it was' })
})

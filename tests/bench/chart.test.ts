import { expect, it } from 'vitest'
import { chartSvg } from './chart.ts'

const chart = {
  title: 'Claims <a second>',
  unit: 'more is better',
  bars: [
    { label: 'ours & all', value: 50 },
    { label: 'ceiling', value: 100 },
  ],
}

it('draws bars as long as their numbers say, and escapes what it is given', () => {
  const svg = chartSvg(chart, '2026-11-24')
  const lengths = [...svg.matchAll(/width="(\d+)" height="22"/g)].map(([, length]) => Number(length))
  expect(lengths).toHaveLength(2)
  expect(lengths[1]).toBe(lengths[0]! * 2)
  expect(svg).toContain('Claims &lt;a second&gt;')
  expect(svg).toContain('ours &amp; all')
})

it('draws nothing but the frame for no bars', () => {
  expect(chartSvg({ ...chart, bars: [] }, '')).not.toContain('height="22"')
})

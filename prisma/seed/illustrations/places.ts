import { place, ridge, scene } from './canvas.ts'
import * as goods from './goods.ts'
import * as packages from './packages.ts'

const wide = { width: 1600, height: 900, table: false } as const
const row = (count: number, draw: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => draw(n)).join('\n')
const ground = (fill: string) => ridge([690, 660, 700, 670, 690], { width: 1600, bottom: 900, fill })

/** Tea rows that follow the slope, darker as they come nearer. */
const terraces = row(5, (n) =>
  place(
    goods.bushes(18, ['#86ab78', '#769f6b', '#67935f', '#5a8755', '#4d7a4b'][n]!),
    -40 - (n % 2) * 46,
    610 + n * 66,
    1 + n * 0.06,
  ),
)

/** One banner a village, by its key; it is also the stage of its live room. */
export const villageIllustrations: Record<string, string> = {
  'village-luokeng': scene(
    ground('#7fa878') +
      row(
        16,
        (n) =>
          place(goods.bambooStem(520 + ((n * 83) % 260)), 40 + n * 104, 800 + ((n * 37) % 80), 0.9) +
          place(goods.bambooLeaves(), 50 + n * 104, 330 + ((n * 61) % 200), 1.1),
      ) +
      place(goods.shoot(), 380, 840, 0.55) +
      place(goods.shoot(), 960, 860, 0.65),
    { palette: 'bamboo', ...wide },
  ),
  'village-dingcun': scene(
    ground('#a9b98c') +
      place(goods.house(), 420, 700, 1.3) +
      place(goods.house(), 800, 740, 1.7) +
      place(goods.house(), 1230, 690, 1.2) +
      place(goods.bushes(18, '#7f9d69'), -30, 790, 1.05),
    { palette: 'dusk', ...wide },
  ),
  'village-longdi': scene(terraces + place(goods.house(), 1280, 600, 0.8), { palette: 'tea', ...wide }),
  'village-xiadang': scene(
    terraces + place(goods.house(), 260, 590, 0.7) + place(goods.house(), 420, 600, 0.6),
    { palette: 'mist', ...wide },
  ),
  'village-yiyou': scene(
    ground('#b5b878') +
      row(4, (n) => place(goods.hive(), 320 + n * 300, 760 + (n % 2) * 50, 1.15)) +
      row(7, (n) => place(goods.bee(), 180 + n * 210, 300 + ((n * 97) % 260), 0.7)),
    { palette: 'honey', ...wide },
  ),
  'village-yunxi': scene(
    ground('#a8b878') +
      place(goods.house(), 1240, 690, 1.3) +
      place(goods.hen(), 460, 820, 0.8) +
      place(goods.hen('#d08a4a', '#7a5230'), 780, 840, 0.62) +
      place(goods.hen('#e3cfae', '#8a6b4a'), 1010, 810, 0.5) +
      place(packages.basket(), 230, 830, 0.6),
    { palette: 'farm', ...wide },
  ),
  'village-kuzhuping': scene(
    ground('#8aa38c') +
      row(9, (n) => place(goods.bambooStem(560), 60 + n * 185, 740, 0.8)) +
      place(goods.netFungus(), 420, 850, 0.9) +
      place(goods.mushroom('#7a5233', { cracked: true }), 760, 860, 0.9) +
      place(goods.netFungus(), 1080, 860, 1.05) +
      place(goods.netFungus(), 1240, 840, 0.7),
    { palette: 'mist', ...wide },
  ),
}

const icon = (
  content: string,
  fill: string,
) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400">
<defs><linearGradient id="gloss" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#fff" stop-opacity=".35"/><stop offset=".35" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#2f2a1c" stop-opacity=".16"/></linearGradient></defs>
<circle cx="200" cy="200" r="196" fill="${fill}"/>${content}</svg>
`

/** One round picture a category, by its slug. */
export const categoryIllustrations: Record<string, string> = {
  'category-tea': icon(place(goods.sprig(), 205, 330, 1), '#e3ecd9'),
  'category-honey': icon(place(packages.jar('#e2a233', '#d9765a'), 200, 340, 0.8), '#fbe9c4'),
  'category-bamboo-shoots': icon(place(goods.shoot(), 200, 350, 0.58), '#e6efd8'),
  'category-mushrooms': icon(place(goods.mushroom('#7a5233', { cracked: true }), 200, 320, 1.05), '#f0e5d4'),
  'category-rice': icon(place(goods.riceEar(), 110, 360, 0.85), '#f7ecc9'),
  'category-poultry': icon(place(goods.hen(), 190, 350, 0.66), '#f7e6cf'),
  'category-bamboo-fungus': icon(place(goods.netFungus(), 200, 350, 0.8), '#e4ead9'),
  'category-gift-boxes': icon(place(packages.giftBox('#b8402c', '#f0dcae'), 200, 320, 0.52), '#f8e1d6'),
}

import type { ProductContent } from '../types.ts'

const storage = { zh: '密封防潮，建议冷藏', en: 'Keep closed and dry, best refrigerated' }

export const bambooFungus: ProductContent[] = [
  {
    slug: 'bamboo-fungus',
    village: 'kuzhuping',
    household: 1,
    title: { zh: '竹荪（短裙）', en: 'Bamboo fungus' },
    tagline: { zh: '竹林下现采，炭火低温烘', en: 'Picked under bamboo, dried over low charcoal' },
    story: {
      zh: '竹荪开伞只有一个早上，太阳一高就塌了。来娣姐五点进竹林，一朵一朵剥下来，不熏硫，颜色是自然的淡黄。',
      en: 'It opens for one morning and falls when the sun is up. Laidi is in the grove at five. No sulphur: the pale yellow is its own.',
    },
    storage,
    shelfLifeDays: 365,
    returnClass: 'seven_days',
    harvestedOn: '2026-07-20',
    variants: [
      { name: { zh: '50克/袋', en: '50 g bag' }, netWeightG: 50, priceFen: 4900, stock: 260 },
      { name: { zh: '100克/袋', en: '100 g bag' }, netWeightG: 100, priceFen: 9200, stock: 180 },
    ],
  },
  {
    slug: 'long-net-fungus',
    village: 'kuzhuping',
    household: 2,
    title: { zh: '长裙竹荪整朵', en: 'Whole long-net stinkhorn' },
    tagline: { zh: '网裙完整，一盒二十朵', en: 'Nets whole, twenty to a box' },
    story: {
      zh: '长裙竹荪要整朵烘，网一碰就断，十朵里只挑得出两三朵。送人体面，炖鸡汤更体面。',
      en: 'Dried whole; the net breaks at a touch, and two or three in ten pass. A handsome present, and a handsomer chicken soup.',
    },
    storage,
    shelfLifeDays: 365,
    returnClass: 'seven_days',
    harvestedOn: '2026-07-26',
    variants: [{ name: { zh: '20朵/盒', en: 'box of 20' }, netWeightG: 60, priceFen: 8800, stock: 120 }],
  },
]

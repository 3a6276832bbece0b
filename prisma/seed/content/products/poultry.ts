import type { ProductContent } from '../types.ts'

export const poultry: ProductContent[] = [
  {
    slug: 'hetian-chicken',
    village: 'yunxi',
    household: 0,
    title: { zh: '林下河田鸡', en: 'Woodland Hetian chicken' },
    tagline: { zh: '散养 180 天，现杀冷鲜发', en: 'Ranged 180 days, sent chilled' },
    story: {
      zh: '石头叔的鸡在林子里吃虫吃草，傍晚听见敲盆才回来。养足半年，皮黄肉紧，白切最见功夫。',
      en: 'Shitou’s chickens eat grubs and grass and come home when he beats a basin. Half a year old, yellow-skinned and firm; best poached plain.',
    },
    storage: {
      zh: '冷藏 0–4℃，到货 2 日内食用，或冷冻',
      en: 'Refrigerate at 0–4 °C and eat within 2 days, or freeze',
    },
    shelfLifeDays: 5,
    returnClass: 'fresh',
    harvestedOn: '2026-11-22',
    variants: [
      { name: { zh: '母鸡 1.25千克', en: 'hen, 1.25 kg' }, netWeightG: 1250, priceFen: 11800, stock: 120 },
      { name: { zh: '公鸡 1.5千克', en: 'cock, 1.5 kg' }, netWeightG: 1500, priceFen: 12800, stock: 80 },
    ],
  },
  {
    slug: 'free-range-eggs',
    village: 'yunxi',
    household: 1,
    title: { zh: '山坡土鸡蛋', en: 'Free-range eggs' },
    tagline: { zh: '三日内的蛋，破损包赔', en: 'Laid within three days; broken ones replaced' },
    story: {
      zh: '桂英姐每天早晚各捡一次，蛋壳有深有浅，大小不一样，因为鸡也不一样。蛋黄是玉米和青草喂出来的颜色。',
      en: 'Guiying collects morning and evening. Shells are light and dark, large and small, as the hens are. Maize and grass give the yolk its colour.',
    },
    storage: { zh: '冷藏，尖头朝下，30 日内食用', en: 'Refrigerate, pointed end down, eat within 30 days' },
    shelfLifeDays: 30,
    returnClass: 'fresh',
    harvestedOn: '2026-11-22',
    variants: [
      { name: { zh: '30枚/箱', en: '30 eggs' }, netWeightG: 1500, priceFen: 4900, stock: 300 },
      { name: { zh: '60枚/箱', en: '60 eggs' }, netWeightG: 3000, priceFen: 9200, stock: 150 },
    ],
  },
  {
    slug: 'salted-duck-eggs',
    village: 'yunxi',
    household: 2,
    title: { zh: '红泥咸鸭蛋', en: 'Salted duck eggs' },
    tagline: { zh: '红泥裹腌 30 天，筷子一戳冒油', en: 'Thirty days in red clay; the yolk runs gold' },
    story: {
      zh: '有田家的鸭子在溪里放，蛋用山上的红泥裹着腌。煮熟真空装，切开就能吃。',
      en: 'Youtian’s ducks swim in the brook; their eggs lie thirty days in red clay from the hill. Boiled and sealed, ready to cut.',
    },
    storage: { zh: '常温 60 日，开袋冷藏', en: '60 days at room temperature; refrigerate once open' },
    shelfLifeDays: 60,
    returnClass: 'seven_days',
    harvestedOn: '2026-11-10',
    variants: [{ name: { zh: '12枚/盒', en: 'box of 12' }, netWeightG: 720, priceFen: 3600, stock: 260 }],
  },
]

import type { ProductContent } from '../types.ts'

const storage = { zh: '阴凉干燥处', en: 'Cool and dry' }

export const giftBoxes: ProductContent[] = [
  {
    slug: 'tea-gift-box',
    village: 'longdi',
    household: 1,
    title: { zh: '一山一味铁观音礼盒', en: 'Tieguanyin gift box' },
    tagline: { zh: '清香、浓香各一罐，送茶的人懂茶', en: 'One light, one roasted' },
    story: {
      zh: '美玉姐一个人装的盒：一罐清香，一罐炭焙，一张手写的泡茶卡。茶从哪片园子来，卡上写得明白。',
      en: 'Packed by Meiyu: one light tin, one roasted, and a card in her hand that says which garden and how to brew.',
    },
    storage,
    shelfLifeDays: 540,
    returnClass: 'seven_days',
    harvestedOn: '2026-10-12',
    variants: [
      {
        name: { zh: '125克×2罐', en: '2 × 125 g' },
        netWeightG: 250,
        priceFen: 19800,
        stock: 80,
        madeOf: [
          { sku: 'tieguanyin-light-1', units: 1 },
          { sku: 'tieguanyin-roasted-1', units: 1 },
        ],
      },
    ],
  },
  {
    slug: 'mountain-gift-box',
    village: 'kuzhuping',
    household: 0,
    title: { zh: '竹林山珍礼盒', en: 'Mountain treasures box' },
    tagline: { zh: '竹荪、花菇、茶树菇，一锅汤的料', en: 'Everything for one good soup' },
    story: {
      zh: '三家人各出一样：来娣的竹荪，阿贵的花菇，再加一袋茶树菇。附一张炖汤方子，照着做不会错。',
      en: 'Three households, one thing each: Laidi’s fungus, Agui’s shiitake and a bag of tea-tree mushrooms, with the recipe.',
    },
    storage,
    shelfLifeDays: 365,
    returnClass: 'seven_days',
    harvestedOn: '2026-07-26',
    variants: [
      {
        name: { zh: '三味装 400克', en: 'three kinds, 400 g' },
        netWeightG: 400,
        priceFen: 14800,
        stock: 60,
        madeOf: [
          { sku: 'bamboo-fungus-1', units: 1 },
          { sku: 'flower-shiitake-1', units: 1 },
          { sku: 'tea-tree-mushroom-1', units: 1 },
        ],
      },
      {
        name: { zh: '五味装 750克', en: 'five kinds, 750 g' },
        netWeightG: 750,
        priceFen: 35800,
        stock: 24,
        madeOf: [
          { sku: 'bamboo-fungus-1', units: 1 },
          { sku: 'flower-shiitake-1', units: 1 },
          { sku: 'tea-tree-mushroom-1', units: 1 },
          { sku: 'wood-ear-1', units: 1 },
          { sku: 'red-mushroom-1', units: 1 },
        ],
      },
    ],
  },
  {
    slug: 'honey-gift-box',
    village: 'yiyou',
    household: 1,
    title: { zh: '四季蜜礼盒', en: 'Four-season honey box' },
    tagline: { zh: '春夏秋冬，四小瓶', en: 'Spring to winter in four small jars' },
    story: {
      zh: '一年的花都在这盒里：春天的荔枝，夏天的龙眼，秋天的百花，冬天的鸭脚木。四家蜂农，四种甜。',
      en: 'A year of flowers: lychee, longan, wildflower and ivy tree. Four keepers, four kinds of sweet.',
    },
    storage,
    shelfLifeDays: 540,
    returnClass: 'seven_days',
    harvestedOn: '2026-10-30',
    variants: [{ name: { zh: '250克×4瓶', en: '4 × 250 g' }, netWeightG: 1000, priceFen: 16800, stock: 140 }],
  },
  {
    slug: 'village-souvenir-box',
    village: 'dingcun',
    household: 1,
    title: { zh: '顶村伴手礼', en: 'Dingcun souvenir box' },
    tagline: { zh: '住过的人带走，没来过的人先尝', en: 'For those who stayed, and those who will' },
    story: {
      zh: '玉珍姐的民宿客人最常买的几样，装成一盒：糯米、梅干、地瓜片和一小包茶。',
      en: 'What the guests of Yuzhen’s house buy most, in one box: rice, plums, sweet-potato chips and a little tea.',
    },
    storage,
    shelfLifeDays: 180,
    returnClass: 'seven_days',
    harvestedOn: '2026-11-05',
    variants: [
      { name: { zh: '四味装 1千克', en: 'four kinds, 1 kg' }, netWeightG: 1000, priceFen: 8800, stock: 160 },
      {
        name: { zh: '六味装 1.6千克', en: 'six kinds, 1.6 kg' },
        netWeightG: 1600,
        priceFen: 13800,
        stock: 90,
      },
    ],
  },
]

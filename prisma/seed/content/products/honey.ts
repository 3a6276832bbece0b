import type { ProductContent } from '../types.ts'

const storage = {
  zh: '阴凉干燥处，用后拧紧；低温结晶是正常现象',
  en: 'Cool and dry, lid tight; it may crystallise when cold, which is normal',
}

export const honey: ProductContent[] = [
  {
    slug: 'wildflower-honey',
    village: 'yiyou',
    household: 0,
    title: { zh: '山上百花蜜', en: 'Hill wildflower honey' },
    tagline: { zh: '中蜂土养，一年只割一次', en: 'Chinese bees, one harvest a year' },
    story: {
      zh: '阿土伯的蜂箱散在后山林子边，蜂自己找花。一年只在立冬前割一次，静置过滤，不加热，不加糖。每一瓶的颜色都有一点不一样。',
      en: 'Old Atu’s hives stand along the wood, and the bees find their own flowers. One harvest, before winter; settled and strained, never heated, nothing added. No two jars are quite the same colour.',
    },
    storage,
    shelfLifeDays: 540,
    returnClass: 'seven_days',
    harvestedOn: '2026-10-30',
    variants: [
      { name: { zh: '500克/瓶', en: '500 g jar' }, netWeightG: 500, priceFen: 6800, stock: 600 },
      { name: { zh: '1千克/瓶', en: '1 kg jar' }, netWeightG: 1000, priceFen: 12800, stock: 300 },
    ],
  },
  {
    slug: 'longan-honey',
    village: 'yiyou',
    household: 1,
    title: { zh: '龙眼蜜', en: 'Longan honey' },
    tagline: { zh: '五月龙眼花，琥珀色，果香足', en: 'May blossom, amber and fruity' },
    story: {
      zh: '龙眼开花只有二十来天，金莲姐把蜂箱搬到树下，睡在车上守着。蜜是琥珀色的，兑温水喝，像在吃龙眼干。',
      en: 'Longan flowers for twenty days. Jinlian moves the hives under the trees and sleeps in the van beside them. Amber; in warm water it tastes like dried longan.',
    },
    storage,
    shelfLifeDays: 540,
    returnClass: 'seven_days',
    harvestedOn: '2026-05-18',
    variants: [
      { name: { zh: '500克/瓶', en: '500 g jar' }, netWeightG: 500, priceFen: 5800, stock: 400 },
      { name: { zh: '1千克/瓶', en: '1 kg jar' }, netWeightG: 1000, priceFen: 10800, stock: 240 },
    ],
  },
  {
    slug: 'comb-honey',
    village: 'yiyou',
    household: 2,
    title: { zh: '封盖巢蜜', en: 'Capped comb honey' },
    tagline: { zh: '连蜂蜡一起切，整块装盒', en: 'Cut with its wax, boxed whole' },
    story: {
      zh: '蜂把蜜酿熟了才会封盖。开花姐用小刀整块切下来，装盒就寄。蜂蜡可以嚼一嚼，吐掉就好。',
      en: 'Bees cap a cell only when the honey is ripe. Kaihua cuts the piece whole and boxes it the same day. Chew the wax, then leave it.',
    },
    storage,
    shelfLifeDays: 365,
    returnClass: 'seven_days',
    harvestedOn: '2026-10-26',
    variants: [{ name: { zh: '300克/盒', en: '300 g box' }, netWeightG: 300, priceFen: 8800, stock: 160 }],
  },
  {
    slug: 'winter-honey',
    village: 'yiyou',
    household: 0,
    title: { zh: '冬蜜（鸭脚木）', en: 'Winter honey' },
    tagline: { zh: '微苦回甘，奶油般结晶', en: 'A touch bitter, sets like cream' },
    story: {
      zh: '冬天山里只有鸭脚木开花，蜜带一点点苦，回味是甜的。入冬就结成细细的白砂，抹在馒头上最好。',
      en: 'In winter only the ivy tree flowers. A little bitter, then sweet; it sets fine and white, best on a steamed bun.',
    },
    storage,
    shelfLifeDays: 540,
    returnClass: 'seven_days',
    harvestedOn: '2026-01-12',
    awaitingCertificate: {
      harvestedOn: '2026-11-20',
      onHand: 240,
      unit: { zh: '500克/瓶', en: '500 g jar' },
    },
    variants: [
      { name: { zh: '500克/瓶', en: '500 g jar' }, netWeightG: 500, priceFen: 7800, stock: 200 },
      { name: { zh: '250克×2瓶', en: '2 × 250 g' }, netWeightG: 500, priceFen: 8800, stock: 160 },
    ],
  },
]

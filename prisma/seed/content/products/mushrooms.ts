import type { ProductContent } from '../types.ts'

const storage = { zh: '密封防潮，阴凉处存放', en: 'Keep closed, dry and cool' }

export const mushrooms: ProductContent[] = [
  {
    slug: 'flower-shiitake',
    village: 'kuzhuping',
    household: 0,
    title: { zh: '椴木花菇', en: 'Log-grown shiitake' },
    tagline: { zh: '冬天冻裂的花纹，肉厚', en: 'Crowned by winter frost, thick and firm' },
    story: {
      zh: '花菇的花是冻出来的：夜里冷，白天晒，菇盖裂开。阿贵叔种在椴木上，一年只出两茬。泡菇的水别倒，炖汤最鲜。',
      en: 'The pattern is made by cold nights and sunny days. Agui grows them on logs, two flushes a year. Keep the soaking water for the soup.',
    },
    storage,
    shelfLifeDays: 365,
    returnClass: 'seven_days',
    harvestedOn: '2026-02-06',
    variants: [
      { name: { zh: '150克/袋', en: '150 g bag' }, netWeightG: 150, priceFen: 4800, stock: 300 },
      { name: { zh: '300克/袋', en: '300 g bag' }, netWeightG: 300, priceFen: 8900, stock: 180 },
    ],
  },
  {
    slug: 'tea-tree-mushroom',
    village: 'kuzhuping',
    household: 1,
    title: { zh: '茶树菇', en: 'Tea-tree mushrooms' },
    tagline: { zh: '菇柄脆，菇香浓，不剪根', en: 'Crisp stems, strong scent' },
    story: {
      zh: '来娣姐种了十二年茶树菇，开伞前就采，晒到能折断才装袋。和老鸭一起炖，香味能飘半条村。',
      en: 'Laidi has grown them for twelve years, picks before the caps open and dries them until they snap. With duck in a pot they scent half the village.',
    },
    storage,
    shelfLifeDays: 365,
    returnClass: 'seven_days',
    harvestedOn: '2026-09-15',
    variants: [
      { name: { zh: '200克/袋', en: '200 g bag' }, netWeightG: 200, priceFen: 3900, stock: 280 },
      { name: { zh: '500克/袋', en: '500 g bag' }, netWeightG: 500, priceFen: 8800, stock: 140 },
    ],
  },
  {
    slug: 'wood-ear',
    village: 'kuzhuping',
    household: 2,
    title: { zh: '小碗黑木耳', en: 'Small-bowl wood ear' },
    tagline: { zh: '朵小肉厚，泡发一碗变一盆', en: 'Small and thick; a bowl becomes a basin' },
    story: {
      zh: '德顺叔只采小碗口大的，晒干后像一朵朵黑色小花。冷水泡四小时，凉拌最脆。',
      en: 'Deshun picks them no larger than a tea bowl; dried, they look like small black flowers. Four hours in cold water, then dress them.',
    },
    storage,
    shelfLifeDays: 540,
    returnClass: 'seven_days',
    harvestedOn: '2026-06-28',
    variants: [{ name: { zh: '250克/袋', en: '250 g bag' }, netWeightG: 250, priceFen: 3600, stock: 300 }],
  },
  {
    slug: 'red-mushroom',
    village: 'kuzhuping',
    household: 0,
    title: { zh: '野生红菇', en: 'Wild red mushrooms' },
    tagline: { zh: '端午到立秋上山捡，一碗汤通红', en: 'Gathered from June to August; the broth turns red' },
    story: {
      zh: '红菇种不出来，只能等雨后上山找。阿贵叔知道那几棵锥栗树，年年在同一个地方。一碗清水煮下去，汤是玫瑰红的。',
      en: 'It cannot be farmed: one waits for rain and climbs. Agui knows the trees, the same every year. Plain water turns rose red.',
    },
    storage,
    shelfLifeDays: 365,
    returnClass: 'seven_days',
    harvestedOn: '2026-08-02',
    variants: [{ name: { zh: '100克/盒', en: '100 g box' }, netWeightG: 100, priceFen: 16800, stock: 80 }],
  },
]

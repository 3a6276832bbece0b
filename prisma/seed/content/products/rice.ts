import type { ProductContent } from '../types.ts'

const storage = { zh: '阴凉干燥，夏天建议冷藏', en: 'Cool and dry; refrigerate in summer' }

export const rice: ProductContent[] = [
  {
    slug: 'terrace-rice',
    village: 'xiadang',
    household: 2,
    title: { zh: '山泉梯田米', en: 'Spring-water terrace rice' },
    tagline: { zh: '一年一季，现碾现发', en: 'One crop a year, milled to order' },
    story: {
      zh: '梯田的水是从山上一级一级流下来的，凉，稻子长得慢，一年只种一季。下单后再碾，米饭有新米的甜。',
      en: 'Cold spring water runs down step by step and the rice takes its time: one crop a year. Milled after you order.',
    },
    storage,
    shelfLifeDays: 180,
    returnClass: 'seven_days',
    harvestedOn: '2026-10-20',
    variants: [
      { name: { zh: '2.5千克/袋', en: '2.5 kg sack' }, netWeightG: 2500, priceFen: 3900, stock: 400 },
      { name: { zh: '5千克/袋', en: '5 kg sack' }, netWeightG: 5000, priceFen: 7500, stock: 300 },
    ],
  },
  {
    slug: 'red-rice',
    village: 'xiadang',
    household: 1,
    title: { zh: '高山红米', en: 'Mountain red rice' },
    tagline: {
      zh: '老品种，糙米留胚，越嚼越香',
      en: 'An old variety, unpolished, better the longer you chew',
    },
    story: {
      zh: '红米是村里的老种子，杆子高，怕风，产量低，差点没人种了。掺一把在白米里煮，满屋都是谷子香。',
      en: 'An old seed: tall, shy of wind and low in yield; it was nearly given up. A handful among white rice scents the room.',
    },
    storage,
    shelfLifeDays: 180,
    returnClass: 'seven_days',
    harvestedOn: '2026-10-15',
    variants: [{ name: { zh: '1千克/袋', en: '1 kg bag' }, netWeightG: 1000, priceFen: 2600, stock: 260 }],
  },
  {
    slug: 'glutinous-rice',
    village: 'dingcun',
    household: 2,
    title: { zh: '溪边圆糯米', en: 'Brook-side glutinous rice' },
    tagline: { zh: '包粽、酿酒、打糍粑', en: 'For dumplings, rice wine and mochi' },
    story: {
      zh: '水旺伯的糯稻种在溪边，客人住民宿时都要看他打糍粑。米粒圆，蒸出来油亮，冷了也不硬。',
      en: 'Shuiwang’s paddies lie by the brook, and every guest watches him pound rice cakes. Round grains that shine when steamed and stay soft when cold.',
    },
    storage,
    shelfLifeDays: 180,
    returnClass: 'seven_days',
    harvestedOn: '2026-10-25',
    variants: [
      { name: { zh: '1千克/袋', en: '1 kg bag' }, netWeightG: 1000, priceFen: 1900, stock: 300 },
      { name: { zh: '2.5千克/袋', en: '2.5 kg sack' }, netWeightG: 2500, priceFen: 4300, stock: 200 },
    ],
  },
]

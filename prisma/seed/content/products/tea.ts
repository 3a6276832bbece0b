import type { ProductContent } from '../types.ts'

const storage = { zh: '密封、避光、干燥，远离异味', en: 'Closed, dark and dry, away from strong smells' }

export const tea: ProductContent[] = [
  {
    slug: 'tieguanyin-light',
    village: 'longdi',
    household: 0,
    title: { zh: '清香铁观音', en: 'Light Tieguanyin' },
    tagline: { zh: '秋茶新做，兰花香，七泡有余味', en: 'Autumn picking, orchid scent, seven infusions' },
    story: {
      zh: '茶生家的茶园在半山，早上雾散了才开采。叶子当天晒青、摇青，夜里炒，第二天揉成一粒一粒的小绿球。开水一冲，先闻盖子上的香。',
      en: 'The garden lies half-way up, and nobody picks before the mist has gone. The leaves wilt in the sun, are tossed through the evening, fired at night and rolled next day into small green beads. Smell the lid first.',
    },
    storage,
    shelfLifeDays: 540,
    returnClass: 'seven_days',
    harvestedOn: '2026-10-12',
    variants: [
      { name: { zh: '125克/罐', en: '125 g tin' }, netWeightG: 125, priceFen: 8800, stock: 320 },
      { name: { zh: '250克/罐', en: '250 g tin' }, netWeightG: 250, priceFen: 16800, stock: 200 },
    ],
  },
  {
    slug: 'tieguanyin-roasted',
    village: 'longdi',
    household: 2,
    title: { zh: '炭焙浓香铁观音', en: 'Charcoal-roasted Tieguanyin' },
    tagline: { zh: '龙眼木炭慢焙三道，汤色琥珀', en: 'Roasted three times over longan charcoal' },
    story: {
      zh: '火炎叔守着焙笼三天三夜，火不能大，也不能断。焙好的茶放凉一个月再卖，急不得。适合饭后，一壶慢慢喝。',
      en: 'Uncle Huoyan sits with the baskets for three days; the fire must be neither high nor out. Then the tea rests a month. For after dinner, slowly.',
    },
    storage,
    shelfLifeDays: 900,
    returnClass: 'seven_days',
    harvestedOn: '2026-09-28',
    variants: [
      { name: { zh: '125克/罐', en: '125 g tin' }, netWeightG: 125, priceFen: 9800, stock: 240 },
      { name: { zh: '250克/罐', en: '250 g tin' }, netWeightG: 250, priceFen: 18800, stock: 160 },
    ],
  },
  {
    slug: 'mountain-green-tea',
    village: 'xiadang',
    household: 0,
    title: { zh: '下党高山绿茶', en: 'Xiadang mountain green tea' },
    tagline: { zh: '海拔 800 米，明前一芽二叶', en: 'From 800 m, a bud and two leaves' },
    story: {
      zh: '下党的茶园挂在坡上，手机里能看见谁在除草、谁在采。茶汤清亮，有一点点栗子香，热水不要太滚。',
      en: 'The gardens hang on the slope, and a phone shows who is weeding and who is picking. A clear cup with a hint of chestnut; let the water cool a little.',
    },
    storage,
    shelfLifeDays: 540,
    returnClass: 'seven_days',
    harvestedOn: '2026-04-02',
    filledFromOneStock: true,
    variants: [
      { name: { zh: '100克/袋', en: '100 g pouch' }, netWeightG: 100, priceFen: 5800, stock: 300 },
      { name: { zh: '250克/袋', en: '250 g pouch' }, netWeightG: 250, priceFen: 12800, stock: 180 },
    ],
  },
  {
    slug: 'white-tea-cake',
    village: 'xiadang',
    household: 1,
    title: { zh: '高山白茶饼', en: 'Mountain white tea cake' },
    tagline: { zh: '只晒不炒，越放越醇', en: 'Sun-dried only; mellows with the years' },
    story: {
      zh: '月娥婶的竹匾摆满晒坪，一天翻三次。压成饼，用棉纸包好，写上日期。今年喝是花香，放几年是枣香。',
      en: 'Aunt Yue’e’s bamboo trays cover the drying yard and are turned three times a day. Pressed, wrapped in cotton paper and dated: flowers this year, dates in a few.',
    },
    storage,
    shelfLifeDays: 3650,
    returnClass: 'seven_days',
    harvestedOn: '2026-04-20',
    variants: [{ name: { zh: '300克/饼', en: '300 g cake' }, netWeightG: 300, priceFen: 15800, stock: 150 }],
  },
  {
    slug: 'mountain-black-tea',
    village: 'xiadang',
    household: 2,
    title: { zh: '下党小种红茶', en: 'Xiadang black tea' },
    tagline: { zh: '蜜香红汤，加奶也好喝', en: 'Honeyed red cup, good with milk' },
    story: {
      zh: '春茂家用自己的老灶做红茶，萎凋看天，发酵看手感。汤是透红的，闻起来像熟了的龙眼。',
      en: 'Chunmao makes it on the family’s old stove: wilting by the weather, fermenting by the feel of the leaf. A clear red cup that smells of ripe longan.',
    },
    storage,
    shelfLifeDays: 900,
    returnClass: 'seven_days',
    harvestedOn: '2026-05-06',
    variants: [
      { name: { zh: '100克/罐', en: '100 g tin' }, netWeightG: 100, priceFen: 6800, stock: 260 },
      { name: { zh: '200克/罐', en: '200 g tin' }, netWeightG: 200, priceFen: 12800, stock: 160 },
    ],
  },
]

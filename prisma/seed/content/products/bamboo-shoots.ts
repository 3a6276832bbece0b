import type { ProductContent } from '../types.ts'

const dry = { zh: '阴凉干燥处，开袋后密封', en: 'Cool and dry; close after opening' }

export const bambooShoots: ProductContent[] = [
  {
    slug: 'leizhu-shoots',
    village: 'luokeng',
    household: 0,
    title: { zh: '鲜雷竹笋', en: 'Fresh early-bamboo shoots' },
    tagline: { zh: '清早挖，当天发，带壳保鲜', en: 'Dug at dawn, sent the same day, in the sheath' },
    story: {
      zh: '雷竹笋要趁天没亮去挖，见了光就老。长根叔听脚下的土，裂了缝的才动锄头。带壳寄，到家先焯水，切片清炒就很甜。',
      en: 'Shoots are dug before daylight; light makes them tough. Changgen listens to the ground and digs where it has cracked. Sent in the sheath: blanch, slice, and a plain pan is enough.',
    },
    storage: { zh: '冷藏 0–4℃，到货 3 日内食用', en: 'Refrigerate at 0–4 °C, eat within 3 days of arrival' },
    shelfLifeDays: 5,
    returnClass: 'fresh',
    harvestedOn: '2026-11-22',
    variants: [
      { name: { zh: '2.5千克/箱', en: '2.5 kg box' }, netWeightG: 2500, priceFen: 6900, stock: 180 },
      { name: { zh: '5千克/箱', en: '5 kg box' }, netWeightG: 5000, priceFen: 12900, stock: 90 },
    ],
  },
  {
    slug: 'dried-shoots',
    village: 'luokeng',
    household: 1,
    title: { zh: '淡晒笋干', en: 'Sun-dried shoots' },
    tagline: { zh: '不放盐，靠太阳，泡一夜就软', en: 'No salt, only sun; soft after a night’s soak' },
    story: {
      zh: '十斤鲜笋晒一斤干。秀兰姐把笋煮透、压榨、摊在竹席上，晒足七个太阳。泡开了炖肉，吸饱汤汁。',
      en: 'Ten parts fresh make one dried. Xiulan boils, presses and spreads them on mats for seven days of sun. Soak, then braise with pork.',
    },
    storage: dry,
    shelfLifeDays: 365,
    returnClass: 'seven_days',
    harvestedOn: '2026-04-18',
    filledFromOneStock: true,
    variants: [
      { name: { zh: '250克/袋', en: '250 g bag' }, netWeightG: 250, priceFen: 4500, stock: 320 },
      { name: { zh: '500克/袋', en: '500 g bag' }, netWeightG: 500, priceFen: 8500, stock: 200 },
    ],
  },
  {
    slug: 'tender-shoot-tips',
    village: 'luokeng',
    household: 2,
    title: { zh: '油焖嫩笋尖', en: 'Braised shoot tips' },
    tagline: { zh: '只取笋尖三寸，开瓶就饭', en: 'Only the top three inches, ready to eat' },
    story: {
      zh: '木生家只留最嫩的一截，菜籽油慢火焖到透亮。拌面、配粥，一瓶很快见底。',
      en: 'Musheng keeps the tenderest part and braises it slowly in rapeseed oil. With noodles or congee a jar does not last.',
    },
    storage: {
      zh: '常温避光，开瓶后冷藏 7 日内食用',
      en: 'Keep dark; once open, refrigerate and eat within 7 days',
    },
    shelfLifeDays: 270,
    returnClass: 'seven_days',
    harvestedOn: '2026-03-25',
    variants: [
      { name: { zh: '260克×2瓶', en: '2 × 260 g jars' }, netWeightG: 520, priceFen: 3900, stock: 300 },
    ],
  },
  {
    slug: 'pickled-shoots',
    village: 'luokeng',
    household: 1,
    title: { zh: '陈坛酸笋', en: 'Crock-pickled shoots' },
    tagline: { zh: '山泉水老坛，三个月自然酸', en: 'Spring water and an old crock, three months' },
    story: {
      zh: '只有笋、盐和山泉水，坛子是秀兰姐奶奶留下的。酸得正，炒牛肉、煮鱼汤都提味。',
      en: 'Shoots, salt and spring water in the crock of Xiulan’s grandmother. Cleanly sour: for beef or a fish broth.',
    },
    storage: { zh: '常温避光，开瓶后冷藏', en: 'Keep dark; refrigerate once open' },
    shelfLifeDays: 270,
    returnClass: 'seven_days',
    harvestedOn: '2026-06-10',
    variants: [{ name: { zh: '500克/瓶', en: '500 g jar' }, netWeightG: 500, priceFen: 2600, stock: 260 }],
  },
]

import { bambooFungus } from './products/bamboo-fungus.ts'
import { bambooShoots } from './products/bamboo-shoots.ts'
import { giftBoxes } from './products/gift-boxes.ts'
import { honey } from './products/honey.ts'
import { mushrooms } from './products/mushrooms.ts'
import { poultry } from './products/poultry.ts'
import { rice } from './products/rice.ts'
import { tea } from './products/tea.ts'
import type { CategoryContent } from './types.ts'

export const categories: CategoryContent[] = [
  { slug: 'tea', name: { zh: '茶', en: 'Tea' }, ruleCode: 'standard', products: tea },
  { slug: 'honey', name: { zh: '蜂蜜', en: 'Honey' }, ruleCode: 'honey', products: honey },
  {
    slug: 'bamboo-shoots',
    name: { zh: '笋', en: 'Bamboo shoots' },
    ruleCode: 'standard',
    products: bambooShoots,
  },
  { slug: 'mushrooms', name: { zh: '菌菇', en: 'Mushrooms' }, ruleCode: 'standard', products: mushrooms },
  {
    slug: 'bamboo-fungus',
    name: { zh: '竹荪', en: 'Bamboo fungus' },
    ruleCode: 'standard',
    products: bambooFungus,
  },
  { slug: 'rice', name: { zh: '米', en: 'Rice' }, ruleCode: 'staple', products: rice },
  { slug: 'poultry', name: { zh: '禽蛋', en: 'Chicken & eggs' }, ruleCode: 'standard', products: poultry },
  { slug: 'gift-boxes', name: { zh: '礼盒', en: 'Gift boxes' }, ruleCode: 'standard', products: giftBoxes },
]

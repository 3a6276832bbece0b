import { place, scene, shadow } from './canvas.ts'
import * as goods from './goods.ts'
import * as packages from './packages.ts'

const group = (...parts: string[]) => parts.join('\n')
const stems =
  place(goods.bambooStem(520), 120, 700) +
  place(goods.bambooStem(420), 190, 690, 0.8) +
  place(goods.bambooLeaves(), 150, 260) +
  place(goods.bambooLeaves(), 205, 380, 0.7)
const bees =
  place(goods.bee(), 250, 300) + place(goods.bee(), 900, 380, 0.7) + place(goods.bee(), 400, 180, 0.55)
const eggs = (shells: readonly string[]) =>
  shells
    .map((shell, n) => place(goods.egg(shell), 440 + (n % 5) * 80, 640 - Math.floor(n / 5) * 50, 0.95))
    .join('')

/** One illustration a product, by its slug. */
export const productIllustrations: Record<string, string> = {
  'tieguanyin-light': scene(
    group(
      place(packages.tin('#5f8f6b', '#3f6b4f'), 420, 780, 1.25),
      place(goods.gaiwan('#c9c06a'), 790, 790, 1.1),
      place(goods.sprig(), 1010, 790, 0.8),
    ),
    { palette: 'tea' },
  ),
  'tieguanyin-roasted': scene(
    group(
      place(packages.tin('#8a5a3c', '#5e3b28'), 420, 780, 1.25),
      place(goods.gaiwan('#c9873a'), 790, 790, 1.1),
      place(goods.leafHeap('#5b4a35', '#7d6646'), 1020, 820, 0.8),
    ),
    { palette: 'dusk' },
  ),
  'mountain-green-tea': scene(
    group(
      place(packages.pouch('#f2ead6', '#7da15e'), 410, 790, 1.15),
      place(goods.leafHeap('#5d8a4c', '#86a866'), 790, 810, 1.2),
      place(goods.sprig(), 1010, 800, 0.9),
    ),
    { palette: 'tea' },
  ),
  'white-tea-cake': scene(
    group(place(goods.teaCake(), 500, 800, 1.15), place(goods.gaiwan('#dcb76e'), 900, 800, 1.1)),
    { palette: 'mist' },
  ),
  'mountain-black-tea': scene(
    group(
      place(packages.tin('#a4432f', '#752e20'), 400, 780, 1.2),
      place(goods.gaiwan('#b4532a'), 780, 790, 1.15),
      place(goods.leafHeap('#4a3228', '#7a4b34'), 1010, 820, 0.85),
    ),
    { palette: 'dusk' },
  ),
  'wildflower-honey': scene(
    group(
      place(packages.jar('#e2a233', '#d9765a'), 520, 790, 1.45),
      place(goods.dipper(), 800, 770, 1.2),
      bees,
    ),
    { palette: 'honey' },
  ),
  'longan-honey': scene(
    group(
      place(packages.jar('#c97f26', '#6f9f78'), 500, 790, 1.45),
      ...[0, 1, 2, 3, 4].map(
        (n) =>
          `${shadow(770 + n * 62, 800 - (n % 2) * 26, 34)}<circle cx="${770 + n * 62}" cy="${768 - (n % 2) * 26}" r="38" fill="#a97b48"/><circle cx="${758 + n * 62}" cy="${756 - (n % 2) * 26}" r="10" fill="#fff" opacity=".3"/>`,
      ),
      bees,
    ),
    { palette: 'honey' },
  ),
  'comb-honey': scene(group(place(goods.comb(), 640, 790, 1.5), bees), { palette: 'honey' }),
  'winter-honey': scene(
    group(
      place(packages.jar('#f0dfae', '#8fa9ad'), 420, 790, 1.35),
      place(packages.jar('#ecd598', '#b8402c'), 760, 800, 1.1),
      place(goods.bee(), 960, 320, 0.8),
    ),
    { palette: 'mist' },
  ),
  'leizhu-shoots': scene(
    group(
      stems,
      place(goods.shoot(), 480, 800, 1.1),
      place(goods.shoot(), 700, 810, 1.25),
      place(goods.shoot(), 910, 800, 0.95),
    ),
    { palette: 'bamboo' },
  ),
  'dried-shoots': scene(
    group(
      stems,
      place(packages.pouch('#ead9b4', '#8a6b45'), 470, 790, 1.15),
      place(goods.strips('#d6b06a', '#a97f3f'), 850, 815, 1.2),
    ),
    { palette: 'bamboo' },
  ),
  'tender-shoot-tips': scene(
    group(
      stems,
      place(packages.jar('#dfe3b4', '#7fa35f'), 500, 790, 1.35),
      place(goods.shoot('#a98d5a'), 830, 805, 0.8),
      place(goods.shoot('#a98d5a'), 960, 810, 0.62),
    ),
    { palette: 'bamboo' },
  ),
  'pickled-shoots': scene(
    group(
      stems,
      place(packages.jar('#e6cf7d', '#b8402c'), 480, 790, 1.25),
      place(packages.bowl('#6d8f96', '#e9dca4'), 850, 800, 1.15),
    ),
    { palette: 'rain' },
  ),
  'flower-shiitake': scene(
    group(
      place(goods.mushroom('#7a5233', { cracked: true }), 420, 790, 1.3),
      place(goods.mushroom('#8a6140', { cracked: true }), 730, 805, 1.55),
      place(goods.mushroom('#6d4a2f', { cracked: true }), 1000, 790, 0.95),
    ),
    { palette: 'mist' },
  ),
  'tea-tree-mushroom': scene(
    group(
      place(goods.longMushrooms(), 440, 800, 1.2),
      place(packages.pouch('#efe4cb', '#8c5a34'), 850, 790, 1.05),
    ),
    { palette: 'mist' },
  ),
  'wood-ear': scene(
    group(place(goods.woodEar(), 560, 800, 1.4), place(packages.bowl('#c9b48a', '#4b3a33'), 970, 800, 0.95)),
    { palette: 'rain' },
  ),
  'red-mushroom': scene(
    group(
      place(goods.mushroom('#b23a32', { stem: '#e6b9a2' }), 430, 790, 1.15),
      place(goods.mushroom('#c04a3c', { stem: '#e6b9a2' }), 700, 805, 1.5),
      place(goods.mushroom('#a8332d', { stem: '#e6b9a2' }), 960, 790, 1),
    ),
    { palette: 'dusk' },
  ),
  'bamboo-fungus': scene(
    group(
      stems,
      place(packages.pouch('#f6f0df', '#a9a878'), 470, 790, 1.1),
      place(goods.netFungus(), 820, 800, 1.15),
      place(goods.netFungus(), 1010, 805, 0.8),
    ),
    { palette: 'bamboo' },
  ),
  'long-net-fungus': scene(
    group(
      stems,
      place(goods.netFungus(), 480, 800, 1.2),
      place(goods.netFungus(), 740, 810, 1.45),
      place(goods.netFungus(), 990, 800, 1.05),
    ),
    { palette: 'mist' },
  ),
  'terrace-rice': scene(
    group(
      place(packages.sack('#efe3c8', '#b98a2e'), 450, 790, 1.2),
      place(packages.bowl('#e8e2d2', '#fffdf5'), 830, 800, 1.05),
      place(goods.riceEar(), 930, 760, 0.95),
    ),
    { palette: 'farm' },
  ),
  'red-rice': scene(
    group(
      place(packages.sack('#ecdcc4', '#a0412f'), 450, 790, 1.2),
      place(packages.bowl('#7d5a46', '#a8543c'), 830, 800, 1.05),
      place(goods.riceEar('#b5613c'), 930, 760, 0.95),
    ),
    { palette: 'farm' },
  ),
  'glutinous-rice': scene(
    group(
      place(packages.bowl('#6d968d', '#fffef9'), 420, 800, 1.25),
      place(packages.sack('#f3ead6', '#6f9f78'), 800, 790, 1.15),
      place(goods.riceEar(), 990, 770, 0.8),
    ),
    { palette: 'rain' },
  ),
  'hetian-chicken': scene(
    group(
      place(goods.hen(), 520, 800, 1.35),
      place(goods.hen('#d08a4a', '#7a5230'), 900, 790, 0.95),
      place(goods.riceEar(), 1040, 780, 0.7),
    ),
    { palette: 'farm' },
  ),
  'free-range-eggs': scene(
    group(
      shadow(600, 806, 300),
      eggs(['#e8c39a', '#f0d7b4', '#deb083', '#efcfa8', '#e5bd93', '#f3dfc2', '#e2b78b', '#ecc9a0']),
      place(packages.basket(), 600, 800, 1.2),
    ),
    { palette: 'farm' },
  ),
  'salted-duck-eggs': scene(
    group(
      shadow(600, 806, 300),
      eggs(['#dfe8e2', '#cfdcd8', '#e8eee8', '#d4e0dc', '#e2eae4', '#d9e4df']),
      place(packages.basket('#a98a63', '#7f6441'), 600, 800, 1.2),
    ),
    { palette: 'rain' },
  ),
  'tea-gift-box': scene(
    group(
      place(packages.giftBox('#3f6b4f', '#d8b469'), 560, 790, 1.15),
      place(packages.tin('#5f8f6b', '#3f6b4f'), 980, 790, 0.8),
    ),
    { palette: 'tea' },
  ),
  'mountain-gift-box': scene(
    group(
      place(packages.giftBox('#8a5a3c', '#e6c98c'), 580, 790, 1.15),
      place(goods.mushroom('#7a5233', { cracked: true }), 985, 800, 0.85),
      place(goods.netFungus(), 1080, 800, 0.6),
    ),
    { palette: 'dusk' },
  ),
  'honey-gift-box': scene(
    group(
      place(packages.giftBox('#d79a35', '#b8402c'), 560, 790, 1.15),
      place(packages.jar('#e2a233', '#b8402c'), 985, 795, 0.85),
      place(goods.bee(), 300, 300, 0.8),
    ),
    { palette: 'honey' },
  ),
  'village-souvenir-box': scene(
    group(
      place(goods.house(), 220, 560, 0.9),
      place(packages.giftBox('#b8402c', '#f0dcae'), 600, 790, 1.15),
      place(goods.egg('#e8c39a'), 990, 800, 0.8),
      place(packages.pouch('#f2ead6', '#7da15e'), 1060, 795, 0.5),
    ),
    { palette: 'dusk' },
  ),
}

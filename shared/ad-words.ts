/** Words that a host should not say of goods, each with why. A finding is a warning: the host knows what is meant. */
const forbidden: readonly { word: string; source: string }[] = [
  ...from('广告法 第九条（三）：不得用“国家级”“最高级”“最佳”等用语', [
    ...['国家级', '世界级', '宇宙级', '最高级', '最佳', '最好', '最优', '最强', '最正宗', '最便宜', '最低价'],
    ...['全网最低', '全国第一', '全网第一', '销量第一', '第一品牌', '顶级', '极品', '独一无二', '绝无仅有'],
  ]),
  ...from('广告法 第九条（二）：不得用国家机关、国家机关工作人员的名义', [
    ...['国家领导人', '领导人推荐', '机关特供', '国宴特供', '机关专供'],
  ]),
  ...from('广告法 第十七条、食品安全法 第七十三条：食品不得说防病治病，不得用医疗用语', [
    ...[
      '治疗',
      '治病',
      '治好',
      '疗效',
      '药效',
      '根治',
      '抗癌',
      '防癌',
      '降血压',
      '降血糖',
      '降血脂',
      '降三高',
    ],
    ...['消炎', '祛病', '清热解毒', '活血化瘀'],
  ]),
  ...from('食品安全法 第七十八条、第七十九条：只有注册或备案的保健食品可以说保健功能', [
    ...['增强免疫力', '提高免疫力', '延缓衰老', '抗衰老', '改善睡眠', '减肥', '排毒养颜', '补肾'],
  ]),
  ...from('广告法 第二十八条：说不准的承诺属于虚假广告', ['百分之百有效', '100%有效', '无任何副作用']),
]

/** 广告绝对化用语执法指南（市场监管总局公告 2023 年第 6 号）：how to eat and keep it is advice, and no claim. */
const advice = [
  ...['最佳食用', '最佳赏味', '最佳饮用', '最佳保存', '最佳储存'],
  ...['最好冷藏', '最好尽快', '最好先', '最好在', '最好用', '最好放'],
]

function from(source: string, words: readonly string[]) {
  return words.map((word) => ({ word, source }))
}

export type AdFinding = { word: string; source: string }

const plain = (text: string) => text.normalize('NFKC').replaceAll(/\s/g, '')

/** @returns what a line says that advertising must not, in the order of the list */
export function adFindings(line: string): AdFinding[] {
  const said = advice.reduce((text, phrase) => text.replaceAll(phrase, ''), plain(line))
  const found = forbidden.filter(({ word }) => said.includes(word))
  return found.filter(({ word }) => !found.some((other) => other.word !== word && other.word.includes(word)))
}

/** Words for which a message of any room waits for its host, each with why. A village's own come beside them. */
export const heldWords: readonly { word: string; source: string }[] = [
  ...from('公安部 2024-06-25 公布的十大高发电信网络诈骗类型：刷单返利', ['刷单', '返利']),
  ...from('同上：虚假购物、服务，引人场外付款', ['私下转账', '加微信', '加v', '扫码付款']),
  ...from('电子商务法 第十七条：不得编造用户评价', ['好评返现']),
  ...from('食品安全法 第七十三条、广告法 第十七条：食品不得说治病', ['包治百病', '治癌', '抗癌', '根治']),
  ...from('全国人大常委会 2020-02-24 决定：禁止食用野生动物', ['野味', '穿山甲']),
  ...from('刑法 第三百零三条：赌博', ['六合彩', '赌球']),
]

function from(source: string, words: readonly string[]) {
  return words.map((word) => ({ word, source }))
}

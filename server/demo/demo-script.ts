/** What scripted buyers say, a line at a time. Chinese first, as in the rooms they stand in for. */
export const smallTalk = [
  '主播好！',
  '这个是今年的新货吗',
  '多重一瓶呀',
  '上次买的很好吃，回购了',
  '几号能发货',
  '支持家乡！',
  '送人合适吗',
  '有检测证书吗？看到了，谢谢',
  '老人小孩都能吃吧',
  '农户拿多少写得很清楚，赞',
  'Hello from Fuzhou!',
  'Love that I can see who gets paid.',
  'Is this batch from this autumn?',
  'Bought it last time, very good.',
] as const

export const joy = ['抢到啦', '抢到了！', '手快有', '拿下一份', 'Got one!', 'Yes! Thank you, host'] as const
export const regret = ['没抢到', '下次手快点', 'Too slow, again'] as const

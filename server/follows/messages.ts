import type { Bilingual } from '#shared/locale.ts'
import type { ChangedPlan, LiveCard } from '#server/live/index.ts'
import { dayInChina, timeInChina } from '#server/platform/china-time.ts'

// What followers are told.

export function reminderText(session: LiveCard, origin: string): Bilingual {
  const { state } = session
  const at = new Date(session.startsAt)
  return message(session, origin, {
    zh: state === 'live' ? '已开播' : `${timeInChina(at, 'zh-CN')} 开播`,
    en: state === 'live' ? 'is live now' : `starts at ${timeInChina(at, 'en')}, China time`,
  })
}

export function changeText(plan: ChangedPlan, origin: string): Bilingual {
  const { state } = plan
  const [at, was] = [new Date(plan.startsAt), new Date(plan.wasAt)]
  return message(plan, origin, {
    zh:
      state === 'called_off'
        ? `原定 ${dayInChina(was, 'zh-CN')} 的直播已取消`
        : `改到 ${dayInChina(at, 'zh-CN')} 开播`,
    en:
      state === 'called_off'
        ? `of ${dayInChina(was, 'en')}, China time, is called off`
        : `was moved to ${dayInChina(at, 'en')}, China time`,
  })
}

type About = Pick<LiveCard, 'liveSessionId' | 'title' | 'villageName'>

/** With the way out, as messages of this kind must have (通信短信息服务管理规定 art. 20). */
function message({ liveSessionId, title, villageName }: About, origin: string, news: Bilingual): Bilingual {
  const [room, follows] = [`${origin}/live/${liveSessionId}`, `${origin}/follows`]
  return {
    zh: `【山货】${villageName.zh}《${title.zh}》${news.zh}：${room} 取消关注：${follows}`,
    en: `【Shanhuo】${villageName.en}: “${title.en}” ${news.en}: ${room} Unfollow: ${follows}`,
  }
}

import type { Bilingual, Locale } from '#shared/locale.ts'
import type { ChangedPlan, LiveCard } from '#server/live/index.ts'

// What followers are told. Times are China's, whoever reads them: a session is on when it is on.

const timeZone = 'Asia/Shanghai'
const time = (at: string, locale: Locale) =>
  new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' }).format(new Date(at))
const day = (at: string, locale: Locale) =>
  new Intl.DateTimeFormat(locale, {
    ...{ timeZone, month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  }).format(new Date(at))

export function reminderText(session: LiveCard, origin: string): Bilingual {
  const { startsAt, state } = session
  return message(session, origin, {
    zh: state === 'live' ? '已开播' : `${time(startsAt, 'zh-CN')} 开播`,
    en: state === 'live' ? 'is live now' : `starts at ${time(startsAt, 'en')}, China time`,
  })
}

export function changeText(plan: ChangedPlan, origin: string): Bilingual {
  const { startsAt, wasAt, state } = plan
  return message(plan, origin, {
    zh:
      state === 'called_off'
        ? `原定 ${day(wasAt, 'zh-CN')} 的直播已取消`
        : `改到 ${day(startsAt, 'zh-CN')} 开播`,
    en:
      state === 'called_off'
        ? `of ${day(wasAt, 'en')}, China time, is called off`
        : `was moved to ${day(startsAt, 'en')}, China time`,
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

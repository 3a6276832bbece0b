import type { Bilingual } from '#shared/locale.ts'
import { timeInChina } from '../platform/china-time.ts'
import type { Services } from '../services.ts'
import type { Unattended } from '../live/index.ts'

type UnattendedDeps = {
  services: Pick<Services, 'live'> & { identity: Pick<Services['identity'], 'text'> }
  /** whether somebody is at a session's desk, on this node */
  isAtDesk(liveSessionId: string): boolean
  /** of the shop, for links in messages */
  origin: string
}

/** 无人看管: ends what nobody ends, and tells its host before. */
export async function tendUnattended({ services, isAtDesk, origin }: UnattendedDeps): Promise<void> {
  const { live, identity } = services
  for (const session of await live.tendUnattended(isAtDesk))
    await identity.text(session.hostUserId, textOf(session, origin))
}

const textOf = ({ title, villageName, villageId, endsAt }: Unattended, origin: string): Bilingual => ({
  zh:
    `【山货】${villageName.zh}《${title.zh}》还在直播，但没有画面，也没有人看管。` +
    `到 ${timeInChina(endsAt, 'zh-CN')} 仍没有人来，会自动下播。去直播台：${origin}/studio/${villageId}`,
  en:
    `【Shanhuo】“${title.en}” of ${villageName.en} is still live, with no picture and nobody at its desk. ` +
    `Unless somebody comes it ends by itself at ${timeInChina(endsAt, 'en')}. Its desk: ${origin}/studio/${villageId}`,
})

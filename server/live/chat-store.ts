import { Prisma } from '#prisma/generated/client.ts'
import type { Db } from '#server/platform/db.ts'

export type ChatStore = ReturnType<typeof createChatStore>

export type NewMessage = {
  id: string
  liveSessionId: string
  buyerId: string
  author: string
  isHost: boolean
  text: string
  sentAt: Date
  replyToId: string | null
  heldFor: string | null
}

/** A message with what became of it. `shownAt`: since when the room can see it; null while it cannot. */
export type MessageRow = {
  id: string
  buyerId: string
  author: string
  isHost: boolean
  text: string
  sentAt: Date
  heldFor: string | null
  isHidden: boolean
  isPassed: boolean | null
  shownAt: Date | null
  replyToId: string | null
  replyAuthor: string | null
  replyText: string | null
}

export type NewAct = Omit<Prisma.ChatActUncheckedCreateInput, 'id'>
/** How one thing stands, by the latest act on it. */
export type Standing = {
  actId: string
  about: string
  subject: string
  isOn: boolean
  until: Date | null
  text: string | null
  slowSec: number | null
  /** of the message for which somebody was silenced */
  author: string | null
}
export type BookedAct = { messageId: string; about: string; isOn: boolean; byName: string; at: Date }
export type ChatOrder = { messageId: string; number: string; state: string; totalFen: bigint }

export function createChatStore(db: Db) {
  return { ...messageStore(db), ...actStore(db) }
}

function messageStore(db: Db) {
  /** newest first */
  const lines = (chosen: Prisma.Sql, limit: number) => db.$queryRaw<MessageRow[]>`
    select l.id, l.buyer_id as "buyerId", l.author_name as author, l.is_host as "isHost", l.text,
           l.sent_at as "sentAt", l.held_for as "heldFor", l.is_hidden as "isHidden", l.is_passed as "isPassed",
           l.shown_at as "shownAt", q.id as "replyToId", q.author_name as "replyAuthor", q.text as "replyText"
      from (${chosen}) l
      left join live_chat_line q on q.id = l.reply_to_id and q.shown_at is not null and not q.is_hidden
     order by coalesce(l.shown_at, l.sent_at) desc, l.id desc limit ${limit}`

  return {
    /** @returns seconds to wait by the slow mode; 0: it is kept */
    async say(message: NewMessage, slowSec: number): Promise<number> {
      const { id, liveSessionId, buyerId, author, isHost, text, sentAt, replyToId, heldFor } = message
      const [said] = await db.$queryRaw<{ wait: number }[]>`
        select live_chat_say(${id}, ${liveSessionId}, ${buyerId}, ${author}, ${isHost}, ${text},
          ${sentAt}, ${replyToId}, ${heldFor}, ${slowSec}::int) as wait`
      return said!.wait
    },

    /** what the room sees */
    shown: (liveSessionId: string, limit: number) =>
      lines(
        Prisma.sql`(select * from live_chat_line
              where live_session_id = ${liveSessionId} and held_for is null and not is_hidden
              order by sent_at desc limit ${limit})
            union all
            (select line.* from live_chat_act act join live_chat_line line on line.id = act.subject
              where act.live_session_id = ${liveSessionId} and act.about = 'review' and act.is_on and not line.is_hidden
              order by act.id desc limit ${limit})`,
        limit,
      ),
    /** the oldest of what the room saw that were said then or later */
    shownFrom: (liveSessionId: string, { from, limit }: { from: Date; limit: number }) =>
      lines(
        Prisma.sql`select * from live_chat_line
             where live_session_id = ${liveSessionId} and sent_at >= ${from} and shown_at is not null and not is_hidden
             order by sent_at, id limit ${limit}`,
        limit,
      ),
    /** what was held, and was not let through */
    held: (liveSessionId: string, limit: number) =>
      lines(
        Prisma.sql`select * from live_chat_line
             where live_session_id = ${liveSessionId} and held_for is not null and is_passed is not true
               and not is_hidden
             order by sent_at desc limit ${limit}`,
        limit,
      ),
    hidden: (liveSessionId: string, limit: number) =>
      lines(
        Prisma.sql`select line.* from live_chat_act act join live_chat_line line on line.id = act.subject
             where act.live_session_id = ${liveSessionId} and act.about = 'hidden' and act.is_on
               and not exists (select from live_chat_act later
                                where later.about = 'hidden' and later.subject = act.subject and later.id > act.id)
             order by act.id desc limit ${limit}`,
        limit,
      ),
    async message(liveSessionId: string, id: string): Promise<MessageRow | null> {
      const found = await lines(
        Prisma.sql`select * from live_chat_line where live_session_id = ${liveSessionId} and id = ${id}`,
        1,
      )
      return found[0] ?? null
    },
    /** everything that was said, oldest first */
    said: (liveSessionId: string, { after, limit }: { after: string; limit: number }) =>
      db.$queryRaw<MessageRow[]>`
        select id, buyer_id as "buyerId", author_name as author, is_host as "isHost", text, sent_at as "sentAt",
               held_for as "heldFor", is_hidden as "isHidden", is_passed as "isPassed", shown_at as "shownAt",
               reply_to_id as "replyToId", null as "replyAuthor", null as "replyText"
          from live_chat_line where live_session_id = ${liveSessionId} and (${after} = '' or (sent_at, id) >
               (select last.sent_at, last.id from live_chat_message last where last.id = ${after}))
         order by sent_at, id limit ${limit}`,
  }
}

function actStore(db: Db) {
  return {
    /** The latest act on each thing: of the session, and bans and words of its village. */
    standing: (liveSessionId: string, villageId: string) => db.$queryRaw<Standing[]>`
      select distinct on (act.about, act.subject) act.id::text as "actId", act.about, act.subject,
             act.is_on as "isOn", act.until, act.text, act.slow_sec as "slowSec", message.author_name as author
        from live_chat_act act left join live_chat_message message on message.id = act.message_id
       where (act.live_session_id = ${liveSessionId} and act.about in ('notice', 'slow', 'mute'))
          or (act.village_id = ${villageId} and act.about in ('ban', 'word'))
       order by act.about, act.subject, act.id desc`,
    /** @returns false: it was held, and is decided */
    async book(act: NewAct): Promise<boolean> {
      const { count } = await db.chatAct.createMany({ data: [act], skipDuplicates: true })
      return count === 1
    },
    act: (id: string) => db.chatAct.findUnique({ where: { id: BigInt(id) } }),

    /** what hosts did about these messages, oldest first */
    async actsOn(messageIds: readonly string[]): Promise<BookedAct[]> {
      const rows = await db.chatAct.findMany({
        where: { messageId: { in: [...messageIds] } },
        orderBy: { id: 'asc' },
      })
      return rows.map(({ messageId, about, isOn, byName, at }) => ({
        ...{ messageId: messageId!, about, isOn, byName, at },
      }))
    },
    /** what those who said them ordered in the same session */
    ordersOf: (messageIds: readonly string[]) => db.$queryRaw<ChatOrder[]>`
      select message_id as "messageId", number, state, total_fen as "totalFen"
        from report_live_chat_order where message_id = any(${messageIds}) order by created_at`,
  }
}

import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { PinnedNotice } from '../live/chat.tsx'
import { Button } from '#app/ui/button.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { SLOW_MODES, WORD_MAX, type HostChat, type SlowMode } from '#shared/chat.ts'
import { heldWords } from '#shared/held-words.ts'
import { ChatAct, moderatePath, type ChatActProps } from './chat-act.tsx'

type Props = ChatActProps & { hostChat: HostChat }

const modes = Object.keys(SLOW_MODES) as SlowMode[]

/** What holds for everybody in the room, words that wait, and who may not speak. */
export function ChatRulesDesk(props: Props) {
  const { t } = useTranslation()
  return (
    <details className="mt-4">
      <summary className="rounded-control border-line-strong/60 text-ink-soft hover:bg-paper-deep flex min-h-12 cursor-pointer list-none items-center justify-center border px-4 font-medium">
        {t('studio:chat.rules.title')}
      </summary>
      <div className="mt-4 grid grid-cols-1 gap-6">
        <NoticeRule {...props} />
        <SlowRule {...props} />
        <WordRules {...props} />
        <SilencedList {...props} />
      </div>
    </details>
  )
}

function NoticeRule({ hostChat: { notice }, ...acting }: Props) {
  const { t } = useTranslation()
  return (
    <section>
      <h3 className="mb-2 font-medium">{t('studio:chat.rules.notice')}</h3>
      {notice && <PinnedNotice text={notice} />}
      <LineForm
        key={notice}
        {...acting}
        act="pin"
        field="text"
        label={t('studio:chat.rules.noticeLabel')}
        submit={t('studio:chat.rules.pin')}
      />
      {notice && (
        <div className="mt-2">
          <ChatAct {...acting} act={{ act: 'unpin' }}>
            {t('studio:chat.rules.unpin')}
          </ChatAct>
        </div>
      )}
    </section>
  )
}

function SlowRule({ hostChat: { slowSec }, ...acting }: Props) {
  const { t } = useTranslation()
  return (
    <section>
      <h3 className="mb-2 font-medium">{t('studio:chat.rules.slow')}</h3>
      <div className="flex flex-wrap gap-2">
        {modes.map((mode) => (
          <ChatAct
            key={mode}
            {...acting}
            act={{ act: 'slow', mode }}
            tone={SLOW_MODES[mode] === slowSec ? 'primary' : 'plain'}
          >
            {t(`studio:chat.rules.slowMode.${mode}`)}
          </ChatAct>
        ))}
      </div>
    </section>
  )
}

function WordRules({ hostChat: { words }, ...acting }: Props) {
  const { t } = useTranslation()
  return (
    <section>
      <h3 className="font-medium">{t('studio:chat.rules.words')}</h3>
      <p className="text-ink-soft mb-2 text-sm">{t('studio:chat.rules.wordsLead')}</p>
      <ul className="mb-2 flex flex-wrap gap-2 empty:hidden">
        {words.map((word) => (
          <li key={word}>
            <ChatAct
              {...acting}
              act={{ act: 'free', word }}
              label={t('studio:chat.rules.freeWord', { word })}
            >
              {word} <X aria-hidden className="size-4" />
            </ChatAct>
          </li>
        ))}
      </ul>
      <LineForm
        key={words.join(' ')}
        {...acting}
        act="block"
        field="word"
        maxLength={WORD_MAX}
        label={t('studio:chat.rules.wordLabel')}
        submit={t('studio:chat.rules.block')}
      />
      <details className="mt-2 text-sm">
        <summary className="text-ink-soft flex min-h-10 cursor-pointer items-center underline">
          {t('studio:chat.rules.always')}
        </summary>
        <ul className="text-ink-soft grid gap-1">
          {heldWords.map(({ word, source }) => (
            <li key={word}>
              <span className="text-ink font-medium">{word}</span> {source}
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}

function SilencedList({ hostChat: { silenced }, ...acting }: Props) {
  const { t } = useTranslation()
  return (
    <section>
      <h3 className="font-medium">{t('studio:chat.rules.silenced')}</h3>
      {silenced.length === 0 && <p className="text-ink-soft text-sm">{t('studio:chat.rules.nobody')}</p>}
      <ul className="divide-line divide-y">
        {silenced.map(({ actId, kind, author, until }) => (
          <li key={actId} className="flex flex-wrap items-center justify-between gap-2 py-2 text-sm">
            <span>
              {author} · {t(`studio:chat.rules.${kind}`)} {until && <Moment at={until} style="time" />}
            </span>
            <ChatAct {...acting} act={{ act: kind === 'ban' ? 'lift' : 'unmute', actId }}>
              {t(`studio:chat.rules.${kind}Over`)}
            </ChatAct>
          </li>
        ))}
      </ul>
    </section>
  )
}

type LineFormProps = ChatActProps & {
  act: 'pin' | 'block'
  field: string
  label: string
  submit: string
  maxLength?: number
}

function LineForm({ liveSessionId, commands, act, field, label, submit, maxLength }: LineFormProps) {
  return (
    <form
      method="post"
      action={moderatePath(liveSessionId)}
      onSubmit={commands.commandChat}
      className="flex items-stretch gap-2"
    >
      <input type="hidden" name="act" value={act} />
      <input
        name={field}
        required
        maxLength={maxLength}
        autoComplete="off"
        aria-label={label}
        placeholder={label}
        className="border-line-strong rounded-control placeholder:text-ink-faint min-h-12 min-w-0 flex-1 border bg-white px-3.5"
      />
      <Button type="submit" tone="plain">
        {submit}
      </Button>
    </form>
  )
}

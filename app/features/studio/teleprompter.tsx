import { Link, useLocation, useNavigate } from '@remix-run/react'
import {
  AArrowDown,
  AArrowUp,
  CaretsToAxisDashedVertical,
  Maximize,
  Pin,
  SkipForward,
  Timer,
  X,
} from 'lucide-react'
import { clsx } from 'clsx'
import { useEffect, useId, useRef, useSyncExternalStore, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShowItem } from '#server/live/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { useKeptSwitch, type KeptChoice } from '#app/ui/kept-choice.ts'
import { scrollsByKeyboard } from '#app/ui/scrolls-by-keyboard.ts'
import { useAwake } from '../broadcast/use-awake.ts'
import { PinButton, type OfPin } from './pin-button.tsx'
import { nextSpeed } from './prompter-scroll.ts'
import { ScriptLines } from './script-lines.tsx'
import { keptMirror, keptSize, keptSpeed, SIZES, turnPage, useScrolling, type Size } from './use-prompter.ts'

/** Of the address: the way back leaves it, as it leaves a page. */
const HASH = '#teleprompter'
const neverChanges = () => () => {}

/** 全屏提词. Without scripts what is to be said is on the desk only. */
export function TeleprompterLink() {
  const { t } = useTranslation()
  return (
    <Link
      to={HASH}
      state={{ fromDesk: true }}
      preventScrollReset
      className="text-tea-700 rounded-control hover:bg-tea-50 inline-flex min-h-11 w-fit items-center gap-2 px-2"
    >
      <Maximize aria-hidden className="size-5" />
      {t('studio:prompter.open')}
    </Link>
  )
}

type Props = {
  show: readonly ShowItem[]
  /** null: nothing */
  shown: ShowItem | null
  button: OfPin
}

/** What is to be said, over all of the screen, while its address is asked for. */
export function Teleprompter(props: Props) {
  const { hash, key } = useLocation()
  // Servers are not told what is behind the #.
  const isBrowser = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  )
  return isBrowser && hash === HASH && <Screen key={key} {...props} />
}

const FONT: Record<Size, string> = {
  ...{ s: 'text-[2rem]', m: 'text-[2.75rem]', l: 'text-[3.5rem]' },
  ...{ xl: 'text-[4.5rem]', xxl: 'text-[6rem]' },
}

function Screen({ show, shown, button }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const titleId = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const text = useRef<HTMLDivElement>(null)
  const [size, setSize] = useKept(keptSize, 'm')
  const [speed, setSpeed] = useKept(keptSpeed, 'off')
  const [isMirrored] = useKeptSwitch(keptMirror)
  const leave = useLeaving()
  useAwake(true)
  useScrolling(text, speed)
  useEffect(() => dialog.current?.showModal(), [])
  const itemId = shown?.itemId
  useEffect(() => void text.current?.scrollTo({ top: 0 }), [itemId])
  // A tap in the upper third is a page back.
  const turn = ({ clientY, currentTarget }: MouseEvent<HTMLElement>) => {
    const { top, height } = currentTarget.getBoundingClientRect()
    turnPage(currentTarget, clientY < top + height / 3 ? -1 : 1)
  }
  return (
    <dialog
      ref={dialog}
      onClose={leave}
      aria-labelledby={titleId}
      className="bg-ink fixed inset-0 m-0 h-full max-h-none w-full max-w-none flex-col text-white open:flex"
    >
      <div className="flex items-center gap-1 px-3 py-1">
        <h2 id={titleId} className="min-w-0 flex-1 truncate text-base">
          {shown ? say(shown.title) : t('studio:show.nothing')}
        </h2>
        <Settings {...{ size, setSize }} />
        <Tool icon={X} label={t('studio:prompter.close')} onClick={() => dialog.current?.close()} />
      </div>
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- arrow keys scroll it */}
      <div
        ref={text}
        onClick={turn}
        {...scrollsByKeyboard}
        className={clsx(
          'flex-1 overflow-y-auto overscroll-contain px-4 pt-2 pb-[40svh] leading-snug',
          FONT[size],
          isMirrored && '-scale-x-100',
        )}
      >
        {shown && <ScriptLines lines={shown.lines} look="prompter" />}
        {shown?.lines.length === 0 && <p>{t('studio:prompter.noLines')}</p>}
      </div>
      <div className="bg-paper text-ink grid grid-cols-2 gap-2 p-3 *:last:col-span-full sm:grid-cols-3 sm:*:last:col-span-1">
        <button
          type="button"
          onClick={() => setSpeed(nextSpeed(speed))}
          className="border-line-strong/60 rounded-control hover:bg-paper-deep inline-flex min-h-12 items-center justify-center gap-2 border px-2 font-medium"
        >
          <Timer aria-hidden className="size-5" />
          {t(`studio:prompter.speed.${speed}`)}
        </button>
        <Commands {...{ show, shown, button }} />
      </div>
    </dialog>
  )
}

/** How it is read: as large as it has to be, and turned for a glass that turns it back. */
function Settings({ size, setSize }: { size: Size; setSize(size: Size): void }) {
  const { t } = useTranslation()
  const [isMirrored, mirror] = useKeptSwitch(keptMirror)
  const at = SIZES.indexOf(size)
  return (
    <>
      <Tool
        icon={AArrowDown}
        label={t('studio:prompter.smaller')}
        isOff={at === 0}
        onClick={() => setSize(SIZES[at - 1]!)}
      />
      <Tool
        icon={AArrowUp}
        label={t('studio:prompter.larger')}
        isOff={at === SIZES.length - 1}
        onClick={() => setSize(SIZES[at + 1]!)}
      />
      <Tool
        icon={CaretsToAxisDashedVertical}
        label={t('studio:prompter.mirror')}
        isPressed={isMirrored}
        onClick={() => mirror(!isMirrored)}
      />
    </>
  )
}

/** On to the next, whether this one is sold out or not. */
function Commands({ show, shown, button }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const next = show.slice(shown ? show.indexOf(shown) + 1 : 0).find(({ isSoldOut }) => !isSoldOut)
  return (
    <>
      {next && (
        <PinButton {...button} item={next} act="pin" tone="plain" size="medium">
          <Pin aria-hidden className="size-5 shrink-0" />
          <span className="truncate">{t('studio:show.pinThis', { title: say(next.title) })}</span>
        </PinButton>
      )}
      {shown && (
        <PinButton {...button} item={shown} act="sold-out" tone="primary" size="medium">
          <SkipForward aria-hidden className="size-5" />
          {t('studio:show.soldOut')}
        </PinButton>
      )}
    </>
  )
}

type ToolProps = {
  icon: typeof X
  label: string
  onClick(): void
  isPressed?: boolean
  isOff?: boolean
}

function Tool({ icon: Icon, label, onClick, isPressed, isOff = false }: ToolProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      disabled={isOff}
      aria-label={label}
      aria-pressed={isPressed}
      title={label}
      className={clsx(
        'rounded-control grid size-11 shrink-0 place-items-center hover:bg-white/15 disabled:opacity-40',
        isPressed && 'ring-honey-200 ring-2',
      )}
    >
      <Icon aria-hidden className="size-6" />
    </button>
  )
}

/** Back to the desk: by the way that led here, if one did. */
function useLeaving() {
  const navigate = useNavigate()
  const { state } = useLocation() as { state: { fromDesk?: boolean } | null }
  return () =>
    state?.fromDesk ? navigate(-1) : navigate({ hash: '' }, { replace: true, preventScrollReset: true })
}

function useKept<Choice extends string>({ subscribe, read, choose }: KeptChoice<Choice>, first: Choice) {
  const chosen = useSyncExternalStore(
    subscribe,
    () => read() ?? first,
    () => first,
  )
  return [chosen, choose] as const
}

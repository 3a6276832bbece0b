import { useTranslation } from 'react-i18next'
import type { PublishedHead } from '#server/ledger/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { formatMoment } from '#app/ui/moment.tsx'
import { QrCode } from '#app/ui/qr-code.tsx'
import type { QrPath } from '#app/ui/qr-code.server.ts'
import { Hash } from './hash.tsx'

type Props = { head: PublishedHead; code: QrPath; address: string }

const advice = ['howKeep', 'howCompare', 'howAsk'] as const
const blanks = ['posted', 'postedOn', 'witness'] as const

/** One A4 sheet for the notice board: large enough to read standing, complete enough to be a witness. */
export function NoticeSheet({ head, code, address }: Props) {
  const { t } = useTranslation()
  const locale = useLocale()
  const day = formatMoment(head.when, locale, 'date')
  return (
    <article className="notice-sheet bg-surface rounded-card shadow-card mx-auto max-w-[52rem] p-5 sm:p-10 print:max-w-none print:rounded-none print:bg-white print:p-0 print:shadow-none">
      <header className="border-ink border-b-2 pb-4 text-center">
        <p className="text-ink-soft">{t('proofs:notice.of', { day })}</p>
        <h1 className="mt-1 font-serif text-3xl leading-tight font-bold sm:text-4xl">
          {t('proofs:notice.title')}
        </h1>
      </header>
      <div className="mt-6 grid gap-6 sm:grid-cols-[15rem_1fr] print:grid-cols-[66mm_1fr]">
        <figure className="mx-auto w-full max-w-60 print:max-w-none">
          <QrCode code={code} label={t('proofs:notice.qr')} className="w-full" />
          <figcaption className="text-ink-soft mt-2 text-center text-sm">
            {t('proofs:notice.scan')}
          </figcaption>
        </figure>
        <dl className="space-y-4">
          <Fact name={t('proofs:head.hash')}>
            <Hash hex={head.hash} className="text-lg font-semibold" />
          </Fact>
          <div className="grid grid-cols-2 gap-4">
            <Fact name={t('proofs:head.height')}>
              <span className="text-lg font-semibold tabular-nums">{head.height}</span>
            </Fact>
            <Fact name={t('proofs:head.lastSeq')}>
              <span className="text-lg font-semibold tabular-nums">{head.lastSeq}</span>
            </Fact>
          </div>
          <Fact name={t('proofs:ledger.key')}>
            <Hash hex={head.publicKey} />
          </Fact>
          <Fact name={t('proofs:head.publishedAt')}>
            {formatMoment(head.publishedAt, locale, 'dateTimeYear')}
          </Fact>
        </dl>
      </div>
      <dl className="border-line mt-6 space-y-3 border-t pt-4">
        <Fact name={t('proofs:head.previous')}>
          <Hash hex={head.previous} />
        </Fact>
        <Fact name={t('proofs:head.signature')}>
          <Hash hex={head.signature} />
        </Fact>
      </dl>
      <section className="border-line mt-6 border-t pt-4">
        <h2 className="font-serif text-lg font-bold">{t('proofs:notice.how')}</h2>
        <ul className="mt-2 list-disc space-y-1 pl-5">
          {advice.map((one) => (
            <li key={one}>{t(`proofs:notice.${one}`)}</li>
          ))}
        </ul>
        <p className="text-ink-soft mt-3 text-sm break-all">{address}</p>
      </section>
      <dl className="mt-10 hidden grid-cols-3 gap-6 print:grid">
        {blanks.map((blank) => (
          <div key={blank} className="border-ink border-b pb-6">
            <dt className="text-sm">{t(`proofs:notice.${blank}`)}</dt>
          </div>
        ))}
      </dl>
    </article>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-ink-soft text-sm">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  )
}

import { Form, useNavigation, useSubmit } from '@remix-run/react'
import { useId, type ChangeEvent, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { shrink } from './shrink.ts'

/** A photograph chosen is a photograph sent; without scripts the button sends it. */
export function CoverForm({ liveSessionId }: { liveSessionId: string }) {
  const { t } = useTranslation()
  const id = useId()
  const submit = useSubmit()
  const busy = useNavigation().state !== 'idle'
  const action = `/studio/sessions/${liveSessionId}/cover`

  async function send(photo: FormDataEntryValue | null) {
    if (!(photo instanceof File) || photo.size === 0) return
    const form = new FormData()
    form.set('file', await shrink(photo))
    submit(form, { method: 'post', action, encType: 'multipart/form-data' })
  }
  return (
    <Form
      method="post"
      action={action}
      encType="multipart/form-data"
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault()
        void send(new FormData(event.currentTarget).get('file'))
      }}
      className="grid gap-3"
    >
      <div>
        <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
          {t('studio:cover.choose')}
        </label>
        <input
          id={id}
          type="file"
          name="file"
          required
          accept="image/jpeg,image/png,image/webp"
          aria-describedby={`${id}-hint`}
          onChange={(event: ChangeEvent<HTMLInputElement>) => void send(event.target.files?.[0] ?? null)}
          className="border-line-strong rounded-control block min-h-12 w-full border bg-white px-3 py-2.5 text-sm"
        />
        <p id={`${id}-hint`} className="text-ink-soft mt-1.5 text-sm">
          {t('studio:cover.hint')}
        </p>
      </div>
      <Button type="submit" size="large" wide busy={busy}>
        {t('studio:cover.upload')}
      </Button>
    </Form>
  )
}

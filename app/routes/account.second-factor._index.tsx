import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { NarrowPage } from '#app/features/identity/narrow-page.tsx'
import { useRefusalInAddress } from '#app/ui/refused.tsx'
import { FactorRefused } from '#app/features/identity/factor-refused.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'account.second-factor._index')
  const { t } = await translator(request)
  return {
    title: t('identity:factor.title'),
    factor: await context.services.identity.secondFactor(actor.userId),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function SecondFactorPage() {
  const { t } = useTranslation()
  const { factor } = useLoaderData<typeof loader>()
  const refusal = useRefusalInAddress()
  return (
    <NarrowPage title={t('identity:factor.title')} lead={t('identity:factor.lead')}>
      {refusal && <FactorRefused kind={refusal} />}
      {factor.isOn ? (
        <>
          <Notice tone="success" title={t('identity:factor.on')}>
            {t('identity:factor.codesLeft', { count: factor.recoveryCodesLeft })}
          </Notice>
          <Form method="post" action="/account/second-factor/remove" className="grid gap-3">
            <TextField
              label={t('identity:factor.code')}
              name="code"
              autoComplete="one-time-code"
              required
              hint={t('identity:factor.removeHint')}
            />
            <Button type="submit" tone="danger">
              {t('identity:factor.remove')}
            </Button>
          </Form>
        </>
      ) : (
        <Form method="post" action="/account/second-factor/begin">
          <Button type="submit" size="large" wide>
            {t('identity:factor.begin')}
          </Button>
        </Form>
      )}
      <LinkButton to="/account" tone="plain">
        {t('identity:account.title')}
      </LinkButton>
    </NarrowPage>
  )
}

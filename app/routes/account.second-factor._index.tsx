import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { newestDemoMessage } from '#app/doors/demo.server.ts'
import { FactorForm } from '#app/features/identity/factor-form.tsx'
import { NarrowPage } from '#app/features/identity/narrow-page.tsx'
import { useRefusalInAddress } from '#app/ui/refused.tsx'
import { FactorRefused } from '#app/features/identity/factor-refused.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'account.second-factor._index')
  const { t } = await translator(request)
  const isTexted = new URL(request.url).searchParams.has('texted') && actor.phone !== null
  return {
    title: t('identity:factor.title'),
    factor: await context.services.identity.secondFactor(actor.userId),
    phone: actor.phone,
    texted: isTexted ? { message: await newestDemoMessage(context, actor.phone ?? '') } : null,
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function SecondFactorPage() {
  const { t } = useTranslation()
  const { factor, phone, texted } = useLoaderData<typeof loader>()
  const refusal = useRefusalInAddress()
  return (
    <NarrowPage title={t('identity:factor.title')} lead={t('identity:factor.lead')}>
      {refusal && <FactorRefused kind={refusal} />}
      {factor.isOn && (
        <Notice tone="success" title={t('identity:factor.on')}>
          {t('identity:factor.codesLeft', { count: factor.recoveryCodesLeft })}
        </Notice>
      )}
      {texted && phone ? (
        <FactorForm isOn={factor.isOn} phone={phone} message={texted.message} />
      ) : (
        <Form method="post" action="/account/second-factor/code" className="grid gap-3">
          <p className="text-ink-soft">{t('identity:factor.textLead', { phone })}</p>
          <Button type="submit" size="large" wide tone={factor.isOn ? 'danger' : 'primary'}>
            {t(factor.isOn ? 'identity:factor.remove' : 'identity:factor.begin')}
          </Button>
        </Form>
      )}
      <LinkButton to="/account" tone="plain">
        {t('identity:account.title')}
      </LinkButton>
    </NarrowPage>
  )
}

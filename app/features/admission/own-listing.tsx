import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextAreaField } from '#app/ui/field.tsx'
import { STATEMENT, type ListingView } from '#shared/admission.ts'
import { ListingFacts } from './listing-facts.tsx'

/** As whoever is listed reads it, with the one appeal. */
export function OwnListing({ listing, villageId }: { listing: ListingView; villageId: string }) {
  const { t } = useTranslation()
  const isLifted = listing.appeal?.decision?.outcome === 'lifted'
  return (
    <Card className="mb-5">
      <h2 className="mb-2 font-serif text-lg font-bold">
        {t(isLifted ? 'admission:listing.titleLifted' : 'admission:listing.title')}
      </h2>
      <ListingFacts listing={listing} />
      {!listing.appeal && (
        <Form method="post" action={`/studio/${villageId}/host/appeal`} className="mt-4 grid gap-3">
          <input type="hidden" name="listingId" value={listing.listingId} />
          <TextAreaField
            name="text"
            label={t('admission:listing.appeal')}
            hint={t('admission:listing.appealHint')}
            minLength={STATEMENT.min}
            maxLength={STATEMENT.max}
            rows={4}
            required
          />
          <Button type="submit">{t('admission:listing.send')}</Button>
        </Form>
      )}
    </Card>
  )
}

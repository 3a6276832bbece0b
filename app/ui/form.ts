import {
  getInputProps,
  getSelectProps,
  getTextareaProps,
  useForm,
  type FieldMetadata,
  type SubmissionResult,
} from '@conform-to/react'

// Forms are judged by the server alone: one schema, one answer, with or without JavaScript, and no schema library is
// sent to phones. The fields come back as typed, with the kinds of error.

type Typed = Record<string, string>
export type ShopFields = Record<string, FieldMetadata<string, Typed, string[]>>

type Options = {
  id: string
  /** the action's answer */
  lastResult: SubmissionResult<string[]> | undefined
  defaultValue?: Partial<Typed> | null | undefined
}

export function useShopForm({ id, lastResult, defaultValue }: Options) {
  return useForm<Typed, unknown, string[]>({ id, lastResult, defaultValue: defaultValue ?? {} })
}

type InputType = 'text' | 'tel'

/** `<TextField label=… {...inputOf(fields.phone, 'tel')} />` */
export function inputOf(field: FieldMetadata<string, Typed, string[]> | undefined, type: InputType = 'text') {
  if (!field) throw new Error('The form has no such field')
  const { key: _key, ...props } = getInputProps(field, { type, ariaAttributes: false })
  return { ...props, errors: field.errors }
}

/** `<SelectField label=… options=… {...selectOf(fields.rail)} />` */
export function selectOf(field: FieldMetadata<string, Typed, string[]> | undefined) {
  if (!field) throw new Error('The form has no such field')
  const { key: _key, ...props } = getSelectProps(field, { ariaAttributes: false })
  return { ...props, errors: field.errors }
}

/** `<TextAreaField label=… {...textOf(fields.reason)} />` */
export function textOf(field: FieldMetadata<string, Typed, string[]> | undefined) {
  if (!field) throw new Error('The form has no such field')
  const { key: _key, ...props } = getTextareaProps(field, { ariaAttributes: false })
  return { ...props, errors: field.errors }
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement
type Typed = { field: Field; name: 'value' | 'checked'; known: unknown; typed: unknown }

const BOXES = '[type=radio], [type=checkbox]'

function typedInto(field: Field): Typed[] {
  const known = field instanceof HTMLSelectElement ? selectedAtFirst(field) : field.defaultValue
  return field.value === known ? [] : [{ field, name: 'value', known, typed: field.value }]
}

const selectedAtFirst = ({ options }: HTMLSelectElement) =>
  ([...options].find((option) => option.defaultSelected) ?? options[0])?.value ?? ''

/** Of a group of radios the one that is chosen speaks for all. */
function chosenOf(field: HTMLInputElement): Typed[] {
  const { type, checked, defaultChecked: known } = field
  const isNews = type === 'radio' ? checked && !known : checked !== known
  return isNews ? [{ field, name: 'checked', known, typed: checked }] : []
}

/** React ignores an event that brings the value it knows: it is shown the old one, then, past its setter, the new. */
function tell({ field, name, known, typed }: Typed): void {
  Reflect.set(field, name, known)
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), name)?.set?.call(field, typed)
  // It hears boxes by their click; a plain event, unlike a mouse's, toggles nothing.
  const events = name === 'checked' ? ['click'] : ['input', 'change']
  for (const event of events) field.dispatchEvent(new Event(event, { bubbles: true }))
}

/**
 * What was typed and chosen before React listened: on a slow phone a page is there for seconds before its scripts are.
 * React 18 keeps such a value in the field but out of every state, and puts a group of radios back
 * (https://github.com/facebook/react/issues/12955, https://github.com/facebook/react/pull/27401); a later React does by
 * itself what this does (https://github.com/facebook/react/pull/33129).
 *
 * @returns what tells React of it, to be called when the page has been hydrated
 */
export function rememberTyped(root: ParentNode): () => void {
  const chosen = [...root.querySelectorAll<HTMLInputElement>(`input:is(${BOXES})`)].flatMap(chosenOf)
  return () => {
    const fields = root.querySelectorAll<Field>(`input:not(${BOXES}, [type=file]), select, textarea`)
    // All are read before the first is told: what is told may draw the others anew.
    for (const typed of [...chosen, ...[...fields].flatMap(typedInto)]) tell(typed)
  }
}

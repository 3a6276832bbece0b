type Child = Node | string | null | false

/** An element with classes and children. Text goes in as text: a file that is being checked is never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  if (className) made.className = className
  for (const child of children) if (child !== null && child !== false) made.append(child)
  return made
}

/** A round sign that says by form, colour and word whether something holds. */
export function sign(holds: boolean, word: string): HTMLElement {
  const made = element('span', 'sign', holds ? '✓' : '✗')
  made.setAttribute('role', 'img')
  made.setAttribute('aria-label', word)
  return made
}

export function facts(rows: readonly (readonly [name: string, value: Child, className?: string])[]) {
  const list = element('dl', '')
  for (const [name, value, className = ''] of rows)
    list.append(element('dt', '', name), element('dd', className, value))
  return list
}

/** `abcd ef01 …`: groups that an eye can compare. */
export function inGroups(hex: string): string {
  return hex.replaceAll(/(.{4})(?=.)/g, '$1 ')
}

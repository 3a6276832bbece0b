/**
 * For a box that scrolls and holds nothing to focus: without a tab stop the keyboard cannot move it (WCAG 2.1.1).
 * The lint rule against tab stops on plain boxes does not know that case.
 */
export const scrollsByKeyboard = { tabIndex: 0 } as const

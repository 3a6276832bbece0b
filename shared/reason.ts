import { z } from 'zod'
import { lengthOf } from './text.ts'

/** code points, as the database counts */
export const words = (min: number, max: number) =>
  z
    .string({ error: 'required' })
    .trim()
    .refine((text) => lengthOf(text) >= min, 'too_short')
    .refine((text) => lengthOf(text) <= max, 'too_long')

/** Why whoever runs the platform refused, held or took down something; who it is about reads it. */
export const REASON = { min: 2, max: 200 } as const
export const reason = words(REASON.min, REASON.max)

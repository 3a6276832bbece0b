import { z } from 'zod'

/** What a report can be had as. */
export const reportFile = z.enum(['report.xlsx', 'poster.png', 'poster.pdf'])

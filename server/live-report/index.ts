export { createLiveReports } from './live-report.ts'
export type {
  Audience,
  EarnerMoney,
  LiveReport,
  LiveReports,
  PastSession,
  ReportSale,
  Timeline,
  TimelinePoint,
} from './types.ts'

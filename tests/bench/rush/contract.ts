/** What the processes of the rush say to each other. */

/** `buyers` of them connect to that port, and wait for `go` */
export type RushOrder = { port: number; secret: string; saleId: string; buyers: number }
export type RushAsk = { order: RushOrder } | 'go'
export type RushAnswers = {
  /** how often each answer came: `held`, or the kind of a refusal; what is not an answer is `lost`, `late`, `strange` */
  kinds: Record<string, number>
  /** refusals as sold out that said that units were left */
  wronglySoldOut: number
  /** claims that were sent again, because the shop was busy */
  repeated: number
  holdIds: string[]
  /** ms from `go` */
  lastAnswerMs: number
  medianMs: number
}
export type AckReady = { port: number }

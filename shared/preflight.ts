import type { Bilingual } from './locale.ts'

// What is looked at before a host goes live: eight things, of which the shop knows three and the device the others.

export const PREFLIGHT_CHECKS = [
  ...(['camera', 'sound', 'light', 'uplink', 'line'] as const),
  ...(['stock', 'certificates', 'payments'] as const),
] as const
export type PreflightCheck = (typeof PREFLIGHT_CHECKS)[number]

type DeviceFinding =
  | 'unasked'
  | 'looking'
  | ('insecure' | 'denied' | 'no_camera' | 'in_use' | 'seen' | 'soundAlone' | 'unseen')
  | ('speak' | 'heard')
  | ('dark' | 'glaring' | 'bright')
  | ('fast' | 'slow' | 'tooSlow' | 'unreached')
  | ('open' | 'openWithKey' | 'cannotRecord' | 'full' | 'closed')
type ShopFinding =
  | ('noGoods' | 'empty' | 'stocked')
  | ('blocked' | 'noCertificates' | 'certified')
  | ('payable' | 'notPayable')

/** How one stands. `weak`: it works, and could be better. `why` names the sentence that says so. */
export type Verdict = {
  is: 'waiting' | 'good' | 'weak' | 'bad'
  why: DeviceFinding | ShopFinding
  params?: Record<string, string>
}

/** A product that is to be shown or sold. `left`: what of it can be sold, in pieces */
export type GoodsStanding = {
  title: Bilingual
  left: number
  blockedBy: 'lot_recalled' | 'lot_without_certificate' | null
}

/** One post of the uplink's measurement. */
export const UPLINK_SAMPLE_BYTES = 256 * 1024

import { keptSwitch, useKeptSwitch } from '#app/ui/kept-choice.ts'
import { useAtPictureTime, type PictureTime } from './picture-time.ts'
import type { Room } from './room-state.ts'

/** 商品卡跟着画面 */
const followsPicture = keptSwitch('shanhuo.cards-follow-picture')
export const useCardsFollowPicture = () => useKeptSwitch(followsPicture)

type Presented = Pick<Room, 'pin' | 'featuredSaleId'>

/**
 * Which goods a room presents: as the host says it, or, if its viewer likes that better, when the picture gets there.
 * Only that may wait. Stock, prices and what can be bought are those of now, also of what is still shown, and once the
 * session is over nothing waits.
 */
export function usePresented(room: Presented & Pick<Room, 'state'>, { behindSec }: PictureTime): Presented {
  const [isWaiting] = useCardsFollowPicture()
  const pin = useAtPictureTime(room.pin, behindSec)
  const featuredSaleId = useAtPictureTime(room.featuredSaleId, behindSec)
  if (!isWaiting || room.state !== 'live') return room
  const isSame = pin.card?.itemId === room.pin.card?.itemId
  return { pin: isSame ? room.pin : pin, featuredSaleId }
}

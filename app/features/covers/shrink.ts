/** As large as a cover is kept (server/covers): a phone's photograph is ten times as many bytes on a weak line. */
const LARGEST_PX = 1_600
const QUALITY = 0.9

/** @returns the photograph, no larger than it is kept; itself where the browser cannot read it or it is small */
export async function shrink(photo: File): Promise<File> {
  try {
    const image = await createImageBitmap(photo, { imageOrientation: 'from-image' })
    const scale = LARGEST_PX / Math.max(image.width, image.height)
    if (scale >= 1) return photo
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(image.width * scale)
    canvas.height = Math.round(image.height * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const body = await new Promise<Blob | null>((made) => canvas.toBlob(made, 'image/jpeg', QUALITY))
    return body ? new File([body], 'cover.jpg', { type: body.type }) : photo
  } catch {
    return photo // the server tells what is wrong with it
  }
}

import encodeQR from 'qr'

/** As one path on a square of `size` units, the quiet zone of four modules included. */
export type QrPath = { size: number; path: string }

/** Error correction M: paper on a notice board gets wet. */
export function qrPath(text: string): QrPath {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const path = modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return { size: modules.length, path: path.join('') }
}

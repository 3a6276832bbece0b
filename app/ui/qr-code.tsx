import type { QrPath } from './qr-code.server.ts'

type QrCodeProps = { code: QrPath; label: string; className?: string }

export function QrCode({ code: { size, path }, label, className }: QrCodeProps) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={className}
    >
      <path d={`M0 0h${size}v${size}H0z`} className="fill-white" />
      <path d={path} className="fill-black" />
    </svg>
  )
}

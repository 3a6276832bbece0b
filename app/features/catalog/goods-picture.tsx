import { clsx } from 'clsx'

const WIDTHS = [160, 320, 480, 640, 960, 1280]
const PLAIN_WIDTH = 640

type GoodsPictureProps = {
  name: string
  alt: string
  /** how wide it is shown, as the `sizes` of an img */
  sizes: string
  /** above the fold: load it first */
  first?: boolean
  className?: string
}

function sources(name: string, format: string): string {
  return WIDTHS.map((width) => `/pictures/${name}/${width}.${format} ${width}w`).join(', ')
}

/** A picture through the pipeline: the smallest format and size that the browser can use. */
export function GoodsPicture({ name, alt, sizes, first = false, className }: GoodsPictureProps) {
  return (
    <picture className="contents [&>source]:hidden">
      <source type="image/avif" srcSet={sources(name, 'avif')} sizes={sizes} />
      <source type="image/webp" srcSet={sources(name, 'webp')} sizes={sizes} />
      <img
        src={`/pictures/${name}/${PLAIN_WIDTH}.jpeg`}
        srcSet={sources(name, 'jpeg')}
        sizes={sizes}
        alt={alt}
        width="640"
        height="640"
        loading={first ? 'eager' : 'lazy'}
        decoding="async"
        className={clsx('bg-paper-deep text-ink-faint object-cover text-xs', className)}
      />
    </picture>
  )
}

import { forwardRef, type VideoHTMLAttributes } from 'react'

/** A picture of somebody who speaks. */
export const SpokenVideo = forwardRef<HTMLVideoElement, VideoHTMLAttributes<HTMLVideoElement>>(
  function SpokenVideo(props, ref) {
    // eslint-disable-next-line jsx-a11y/media-has-caption -- live speech: nobody has written it down
    return <video ref={ref} playsInline autoPlay {...props} />
  },
)

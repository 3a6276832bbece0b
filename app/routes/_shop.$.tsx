import { notFound } from '#app/doors/answer.server.ts'

export function loader() {
  return notFound()
}

/** Nothing is here. A page, so that Remix draws the boundary of the shop with the status of a missing page. */
export default function NothingHere() {
  return null
}

/**
 * What a server's Node is started with. The last two are about short-lived objects
 * (docs/decisions/062-what-is-in-flight-dies-young.md): room for 64 MiB of them, and that V8 does not conclude from
 * the first seconds of a rush, when nothing has been answered yet, that they live long.
 */
export const SERVER_FLAGS = [
  '--enable-source-maps',
  '--max-semi-space-size=64',
  '--no-allocation-site-pretenuring',
]

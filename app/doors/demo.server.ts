import type { AppLoadContext } from '@remix-run/node'
import type { DemoMessage } from '#server/identity/index.ts'

/** What the demo would have texted to this phone last; null outside the demo. */
export async function newestDemoMessage(context: AppLoadContext, phone: string): Promise<DemoMessage | null> {
  if (!context.demo) return null
  const messages = await context.services.identity.demoOutbox()
  return messages.find((message) => message.phone === phone) ?? null
}

import type { ReactNode } from 'react'
import type { ChatAct as Act } from '#shared/chat.ts'
import type { ButtonTone } from '#app/ui/button.tsx'
import { CommandButton } from './command-button.tsx'
import type { HostCommands } from './use-host-commands.ts'

export type ChatActProps = { liveSessionId: string; commands: HostCommands }
type Props = ChatActProps & { act: Act; tone?: ButtonTone; label?: string; children: ReactNode }

/** One act about the chat, as a button. */
export function ChatAct({ liveSessionId, commands, act, tone = 'plain', label, children }: Props) {
  return (
    <CommandButton
      action={moderatePath(liveSessionId)}
      onSubmit={commands.commandChat}
      fields={act}
      tone={tone}
      size="small"
      label={label}
    >
      {children}
    </CommandButton>
  )
}

export const moderatePath = (liveSessionId: string) => `/studio/sessions/${liveSessionId}/moderate`

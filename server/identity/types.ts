import type { Assistant, AssistantRole } from '#shared/assistants.ts'
import type { Bilingual, Locale } from '#shared/locale.ts'
import type { Actor, Role } from '#shared/roles.ts'
import type { Result } from '#shared/result.ts'
import type { TooMany } from '#server/platform/rate-limits.ts'

export type SendCodeRefusal = TooMany | { kind: 'sms_unavailable' }
export type SignInRefusal =
  TooMany | { kind: 'code_wrong' } | { kind: 'code_expired' } | { kind: 'too_many_tries' }

export type LoginSessionView = {
  id: string
  createdAt: string
  /** to the hour: it is written at most once an hour */
  lastUsedAt: string
  userAgent: string | null
  current: boolean
}

export type DemoMessage = { id: string; phone: string; text: string; createdAt: string }
export type DemoAccount = {
  name: string
  phone: string
  role: Role
  organisationId: string | null
  villageId: string | null
}

/** Of a code that somebody who is signed in shows beside the login. Five wrong ones in a row close it for 15 minutes. */
export type SecondFactorRefusal =
  | { kind: 'no_second_factor' }
  | { kind: 'second_factor_locked' }
  | { kind: 'second_factor_wrong' }
  | { kind: 'second_factor_used' }

export type SecondFactors = {
  secondFactor(userId: string): Promise<{ isOn: boolean; recoveryCodesLeft: number }>
  /** Begins anew where it was begun and not confirmed. @returns what the authenticator app needs, shown once */
  beginSecondFactor(whose: {
    userId: string
    label: string
  }): Promise<Result<{ secret: string; uri: string }, { kind: 'second_factor_on' }>>
  /** A first code shows that the app has it. @returns codes for the day when the phone is lost, shown once */
  confirmSecondFactor(shown: {
    userId: string
    code: string
  }): Promise<Result<{ recoveryCodes: string[] }, SecondFactorRefusal | { kind: 'second_factor_on' }>>
  /**
   * Spends a TOTP or recovery code for one purpose, in a transaction of its own: whatever becomes of the purpose, the
   * code is gone. @returns the id of the use, which names purpose and user for ever
   */
  spendSecondFactor(shown: {
    userId: string
    code: string
    purpose: string
  }): Promise<Result<{ useId: string }, SecondFactorRefusal>>
  removeSecondFactor(shown: { userId: string; code: string }): Promise<Result<null, SecondFactorRefusal>>
}

/** A code that was texted to the user's own phone just now. */
export type Texted = { code: string; address: string }

/**
 * A login that was stolen changes no second factor: who sets one up or takes it away shows a code that was just texted
 * to the phone of the account, which is spent by it whatever comes of the rest.
 */
export type ChangingFactors = {
  beginSecondFactor(
    whose: { userId: string; label: string },
    texted: Texted,
  ): Promise<Result<{ secret: string; uri: string }, SignInRefusal | { kind: 'second_factor_on' }>>
  removeSecondFactor(
    shown: { userId: string; code: string },
    texted: Texted,
  ): Promise<Result<null, SignInRefusal | SecondFactorRefusal>>
}

/** Who helps a host through one live session. */
export type Assistants = {
  /**
   * Makes a code that is good once, for ten minutes; only its hash is kept. Whoever shows it may do what `roles` may,
   * in this session.
   * @param invitation.endsAt when they may no longer, at the latest
   */
  inviteAssistant(invitation: {
    liveSessionId: string
    name: string
    roles: AssistantRole[]
    byUserId: string
    endsAt: Date
  }): Promise<{ code: string; expiresAt: string }>
  /** @returns null: taken, run out, or none of ours */
  invitation(code: string): Promise<Invitation | null>
  takeInvitation(
    code: string,
    userId: string,
  ): Promise<Result<{ liveSessionId: string }, { kind: 'invitation_over' } | { kind: 'own_invitation' }>>
  /** now, in the order of their coming */
  assistantsOf(liveSessionId: string): Promise<Assistant[]>
  /** From the next request on they may nothing. */
  removeAssistant(liveSessionId: string, userId: string): Promise<void>
}
/** as somebody who was invited sees it */
export type Invitation = {
  liveSessionId: string
  name: string
  roles: AssistantRole[]
  invitedBy: string
  expiresAt: string
}

export type Identity = Omit<SecondFactors, keyof ChangingFactors> &
  ChangingFactors &
  Assistants & {
    /** Who the request's cookies say is signed in. One query with a session cookie, none without. */
    actor(headers: Headers): Promise<Actor | null>
    /**
     * Sends 6 digits that are good for 5 minutes and 5 tries. The answer is the same for a known and an unknown phone.
     * @param from.address the caller's, for the limit per address
     */
    sendCode(phone: string, from: { address: string }): Promise<Result<null, SendCodeRefusal>>
    /**
     * Spends the code. An unknown phone becomes a consumer without roles.
     * @param from.locale of the page; they are written to in it from now on
     * @returns `setCookie` values that must be put on the answer
     */
    signIn(
      credentials: { phone: string; code: string },
      from: { address: string; userAgent: string | null; visitorId: string; locale: Locale },
    ): Promise<Result<{ actor: Actor; setCookie: string[] }, SignInRefusal>>
    /**
     * Spends a code that was sent to this phone, and opens no login session: somebody who is signed in confirms something
     * that can't be undone, such as a vote.
     */
    confirmCode(
      credentials: { phone: string; code: string },
      from: { address: string },
    ): Promise<Result<null, SignInRefusal>>
    /** Ends the login session of these cookies. */
    signOut(headers: Headers): Promise<{ setCookie: string[] }>
    /** of whoever the cookies say is signed in; newest first */
    loginSessions(headers: Headers): Promise<LoginSessionView[]>
    /** Ends one of the caller's own login sessions; someone else's id does nothing. */
    revokeLoginSession(headers: Headers, id: string): Promise<void>
    /** Ends all but the caller's current login session. */
    revokeOtherLoginSessions(headers: Headers): Promise<void>
    /** Somebody has changed over to the pages of this language, and is written to in it from now on. */
    setLocale(userId: string, locale: Locale): Promise<void>
    /** Sends a message to the user's own phone, in their language. @returns false: they have none, or it was not taken */
    text(userId: string, text: Bilingual): Promise<boolean>
    /** names of users (id → name), for what they have signed; an unknown id has none */
    userNames(ids: readonly string[]): Promise<Map<string, string>>
    /** newest first; empty unless the demo is on and no SMS provider is configured */
    demoOutbox(): Promise<DemoMessage[]>
    /** one line per membership, for the sign-in page of the demo; empty elsewhere */
    demoAccounts(): Promise<DemoAccount[]>
  }

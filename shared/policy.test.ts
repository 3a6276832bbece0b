import { describe, expect, it } from 'vitest'
import { authorise, isAction, type Target } from './policy.ts'
import { policy, type Action, type Rule } from './policy-table.ts'
import { role, type Actor, type Membership, type Role } from './roles.ts'

const ours = {
  ...{ villageId: 'village_ours', liveSessionId: 'live_ours' },
  ...{ organisationId: 'org_ours', organisationIds: ['org_ours'] },
}
const theirs = {
  ...{ villageId: 'village_theirs', liveSessionId: 'live_theirs' },
  ...{ organisationId: 'org_theirs', organisationIds: ['org_theirs'] },
}
const actions = Object.keys(policy) as Action[]

function actorAs(...roles: Role[]): Actor {
  const memberships = roles.map((one): Membership => ({
    role: one,
    villageId: one === 'secretary' ? ours.villageId : null,
    organisationId: ['cooperative', 'collective', 'member', 'auditor'].includes(one)
      ? ours.organisationId
      : null,
    liveSessionId: one === 'sale_assistant' || one === 'chat_assistant' ? ours.liveSessionId : null,
  }))
  return { userId: 'user_1', name: '李秀英', phone: '13800000000', memberships }
}

const answer = (actor: Actor | null, action: Action, target?: Target) => {
  const permission = authorise(actor, action, target)
  return permission.ok ? 'allowed' : permission.refusal.kind
}
const ruleOf = (action: Action): Rule => policy[action]
const scoped = actions.filter((action) => {
  const rule = ruleOf(action)
  return 'scope' in rule && rule.scope !== 'own'
})

describe('the policy table', () => {
  it.each(actions)('%s: each role, in the right and in the wrong scope', (action) => {
    const rule = ruleOf(action)
    const open = rule.who === 'anyone' || rule.who === 'visitor'

    expect(answer(null, action, ours)).toBe(open ? 'allowed' : 'not_signed_in')
    expect(answer(actorAs(), action, ours)).toBe(open || rule.who === 'signed_in' ? 'allowed' : 'forbidden')
    for (const one of role.options) {
      const named = open || rule.who === 'signed_in' || rule.who.includes(one)
      const anywhere = !('scope' in rule) || rule.scope === 'own'
      expect(answer(actorAs(one), action, ours), one).toBe(named ? 'allowed' : 'forbidden')
      expect(answer(actorAs(one), action, theirs), one).toBe(named && anywhere ? 'allowed' : 'forbidden')
    }
  })

  it.each(scoped)('%s is closed to everybody when the door forgot the target', (action) => {
    for (const one of role.options) {
      expect(answer(actorAs(one), action)).toBe('forbidden')
      expect(
        answer(actorAs(one), action, { villageId: null, organisationId: null, organisationIds: [] }),
      ).toBe('forbidden')
    }
  })

  it('says which of several memberships was the right one', () => {
    const actor: Actor = {
      ...actorAs(),
      memberships: [
        { role: 'cooperative', organisationId: 'org_a', villageId: null, liveSessionId: null },
        { role: 'collective', organisationId: 'org_b', villageId: null, liveSessionId: null },
      ],
    }

    const permission = authorise(actor, 'coop.$organisationId.accounts._index', { organisationId: 'org_b' })

    expect(permission).toEqual({ ok: true, value: { membership: actor.memberships[1] } })
  })

  it('knows its own names only', () => {
    expect(isAction('claim:create')).toBe(true)
    expect(isAction('toString')).toBe(false)
    expect(isAction('ledger:post')).toBe(false)
  })
})

import type { Services } from '#server/services.ts'
import type { Operator } from './declarations.tsx'

/** 运营者: those who may sell in a village's sessions. */
export async function operatorsOf(
  { registry }: Pick<Services, 'registry'>,
  villageId: string,
): Promise<Operator[]> {
  const village = await registry.villageById(villageId)
  return (village && (await registry.village(village.key)))?.cooperatives ?? []
}

import type { TestProject } from 'vitest/node'
import { joinTestCluster } from '../../scripts/test-cluster.mjs'
import { copyingIn, ensureTemplate, type CopyBy } from './template.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a migrated database from which test databases are made */
    templateUrl: string
    copyBy: CopyBy
  }
}

/** Runs once for the `store` project: a real PostgreSQL, and a migrated template in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await joinTestCluster()
  try {
    project.provide('templateUrl', await ensureTemplate(cluster))
    project.provide('copyBy', await copyingIn(cluster))
  } catch (error) {
    await cluster.leave()
    throw error
  }
  return () => cluster.leave()
}

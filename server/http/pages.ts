import type { Server } from 'node:http'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import express, { type Express } from 'express'
import type { Env } from '../platform/env.ts'

export type Pages = {
  build: () => Promise<ServerBuild>
  serveStatic(app: Express): void
  close(): Promise<void>
}

/** Remix's pages: from Vite while developing (hot reload on the same port), from build/ otherwise. */
export async function loadPages(env: Pick<Env, 'SHANHUO_ENV'>, http: Server): Promise<Pages> {
  return env.SHANHUO_ENV === 'development' ? fromVite(http) : fromBuild()
}

async function fromVite(http: Server): Promise<Pages> {
  const { createServer } = await import('vite')
  const vite = await createServer({
    server: { middlewareMode: true, hmr: { server: http } },
    appType: 'custom',
  })
  return {
    build: async () => (await vite.ssrLoadModule('virtual:remix/server-build')) as ServerBuild,
    serveStatic: (app) => void app.use(vite.middlewares),
    close: () => vite.close(),
  }
}

async function fromBuild(): Promise<Pages> {
  const built = (await import(pathToFileURL(resolve('build/server/index.js')).href)) as ServerBuild
  return {
    build: async () => built,
    serveStatic(app) {
      app.use('/assets', express.static('build/client/assets', { immutable: true, maxAge: '1y' }))
      app.use(express.static('build/client', { maxAge: '1h', index: false }))
    },
    close: async () => {},
  }
}

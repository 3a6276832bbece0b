import { readFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import type { Express } from 'express'
import sirv from 'sirv'
import type { Locale } from '#shared/locale.ts'
import type { Env } from '../platform/env.ts'

const ONE_HOUR_SEC = 3_600
const ONE_YEAR_SEC = 365 * 24 * ONE_HOUR_SEC

export type Pages = {
  build: () => Promise<ServerBuild>
  serveStatic(app: Express): void
  /** the words of a language; null while developing */
  wordsFile(locale: Locale): string | null
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
    wordsFile: () => null,
    close: () => vite.close(),
  }
}

/** https://vite.dev/guide/backend-integration */
type ViteManifest = Record<string, { file: string }>

async function fromBuild(): Promise<Pages> {
  const manifest = JSON.parse(await readFile('build/.vite/client-manifest.json', 'utf8')) as ViteManifest
  const built = (await import(pathToFileURL(resolve('build/server/index.js')).href)) as ServerBuild
  return {
    build: async () => built,
    serveStatic(app) {
      // Compressed when they were built: a page's scripts are three quarters of what a weak signal has to carry.
      const files = { brotli: true, gzip: true, etag: true, extensions: [] }
      app.get('/assets/*', sirv('build/client', { ...files, immutable: true, maxAge: ONE_YEAR_SEC }))
      app.get('*', sirv('build/client', { ...files, maxAge: ONE_HOUR_SEC }))
    },
    wordsFile: (locale) => `/${manifest[`app/i18n/languages/${locale}.ts`]!.file}`,
    close: async () => {},
  }
}

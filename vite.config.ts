import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Rollup } from 'vite'
import remixConfig from './remix.config.js'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

/** What most pages share goes in few files: on a weak signal a request costs more than what it brings. */
const shared: Rollup.OutputOptions = {
  onlyExplicitManualChunks: true,
  manualChunks(file) {
    if (file.includes('/node_modules/lucide-react/')) return 'icons'
    if (/\/app\/(ui|i18n)\/[^/]+$/.test(file)) return 'ui'
    return undefined
  },
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [tailwindcss(), remix(remixConfig)],
  // server/http/pages.ts reads the manifest.
  build: { target: 'es2022', ...(!isSsrBuild && { manifest: true, rollupOptions: { output: shared } }) },
  // Found before the first page asks: a dependency that turns up later gives the page two Reacts until it reloads.
  optimizeDeps: { entries: ['app/entry.client.tsx', 'app/root.tsx', 'app/routes/**/*.tsx'] },
}))

import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/chromium.mjs'

const executablePath = await findChromium()

// tests/e2e/setup.ts opens a whole shop for the run and puts its address into E2E_ORIGIN, which the workers inherit.
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/e2e/setup.ts',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    baseURL: process.env.E2E_ORIGIN ?? '',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // Chromium draws without a GPU here: what moves would take most of the processor, and recording it the rest.
    // `npx playwright test --trace retain-on-failure` records.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
        ...['--disable-component-update', '--disable-sync', '--no-first-run', '--disable-default-apps'],
        // A camera that shows a moving dial and beeps each second; nobody has to allow it.
        ...['--use-fake-device-for-media-stream=fps=10', '--use-fake-ui-for-media-stream'],
      ],
    },
  },
  projects: [
    { name: 'phone', use: { viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true } },
    {
      name: 'desktop',
      use: { viewport: { width: 1280, height: 800 } },
      // A large screen is for what looks or works differently on it. Not for what can happen once in a shop, or is about
      // money, refusals or pages without scripts and would only be the same again (@once); nor for crowds of phones.
      grepInvert: /@once/,
      testIgnore:
        /(live|line-and-log|lucky-draw|video|sound-alone|weak-viewer|teleprompter|obs|chat|live-report|host-console|assistants|relay|likes|cover|coupons|captions|replay|rehearsal|preflight)\.spec\.ts/,
    },
  ],
})

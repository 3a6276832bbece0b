import { z } from 'zod'

const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((text) => text === '1')
/** An address for each live session; only its path, because the page's policy names the host. */
const ofEachSession = (schemes: string, said: string) =>
  z.string().regex(new RegExp(`^${schemes}://[^/\\s{}]+/\\S*\\{session\\}\\S*$`), said)
const loopback = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

const schema = z
  .object({
    /** what this process is: only `production` is for real customers, and it refuses everything of the demo */
    SHANHUO_ENV: z.enum(['development', 'demo', 'test', 'production']).default('development'),
    /** React's and Remix's build mode */
    NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    HOST: z.string().default('127.0.0.1'),
    /** where it is served over TLS as well, on every IPv4 address; unset: nowhere */
    TLS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
    /** PEM file with the private key and the certificate for it */
    TLS_FILE: z.string().optional(),
    /** the address people type, without a trailing slash; default http://localhost:PORT */
    PUBLIC_ORIGIN: z.url().optional(),
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// URL'),
    DATABASE_POOL_MAX: z.coerce.number().int().min(4).max(200).default(16),
    /** what PostgreSQL ends when it takes longer: a statement, or a pause inside a transaction; 0: nothing */
    DATABASE_TIMEOUT_SEC: z.coerce.number().int().min(0).max(3_600).default(60),
    /** signs cookies; 32 characters or more */
    APP_SECRET: z.string().min(32),
    /** Ed25519 seed that signs the ledger's heads; unset: one that follows from APP_SECRET */
    LEDGER_SIGNING_KEY: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be 32 bytes as 64 hex digits')
      .optional(),
    /** public keys that signed heads before, of which old heads are still believed */
    LEDGER_FORMER_KEYS: z
      .string()
      .regex(/^[0-9a-f]{64}(,[0-9a-f]{64})*$/, 'must be public keys of 64 hex digits, with commas between')
      .transform((keys) => keys.split(','))
      .optional(),
    /** append-only file of the published heads; default ledger-heads.jsonl in DATA_DIR */
    LEDGER_HEADS_FILE: z.string().optional(),
    STRIPE_SECRET_KEY: z.string().regex(/^(sk|rk)_(test|live)_/, 'must be a Stripe secret key'),
    STRIPE_WEBHOOK_SECRET: z.string().regex(/^whsec_/, 'must be a Stripe webhook secret'),
    /** unset: the real Stripe; else the sandbox, loopback only */
    STRIPE_API_BASE: z.string().regex(loopback, 'must be a loopback http origin').optional(),
    /** POST target of an SMS provider's gateway; unset: messages stay in the demo outbox */
    SMS_WEBHOOK_URL: z.url().optional(),
    /** carries news between nodes; unset: PostgreSQL does */
    REDIS_URL: z
      .string()
      .regex(/^rediss?:\/\//, 'must be a redis:// URL')
      .optional(),
    DATA_DIR: z.string().default('.data'),
    /** where ffmpeg is; unset: on the PATH; `none`: do without */
    FFMPEG: z.string().optional(),
    /** where OBS sends a picture; `none`: nowhere */
    RTMP_PORT: z
      .union([z.literal('none'), z.coerce.number().int().min(0).max(65535)], '0 to 65535, or none')
      .default(1935),
    /** where every live picture is sent on to: an engine or CDN; it may have a secret in it */
    LIVE_RELAY_URL: ofEachSession(
      'rtmps?',
      'must be an rtmp:// or rtmps:// URL with {session} in its path',
    ).optional(),
    /** the HLS list that viewers are given of it */
    LIVE_PLAYBACK_URL: ofEachSession(
      'https?',
      'must be an https:// or http:// URL with {session} in its path',
    ).optional(),
    /** viewers of this process who are given low latency (server/live has a default); later ones get the plain list */
    LIVE_LOW_LATENCY_VIEWERS: z.coerce.number().int().min(0).max(100_000).optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    /** reverse proxies in front, whose X-Forwarded-For is believed */
    TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
    /** bearer token that /metrics asks for; unset: loopback callers only */
    METRICS_TOKEN: z.string().min(16).optional(),
    /** multiplies every rate limit; for load tests, refused in production */
    RATE_LIMIT_FACTOR: z.coerce.number().min(1).max(1_000_000).default(1),
    /** the demo world: live sessions that plan themselves, demo buyers, the SMS outbox page */
    DEMO: flag,
    /** the demo's villages send a film; for a shop of one node, because it is not known which node has the picture */
    DEMO_CAMERA: flag,
  })
  .superRefine((env, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (env.STRIPE_API_BASE && !/^(sk|rk)_test_/.test(env.STRIPE_SECRET_KEY))
      refuse('STRIPE_API_BASE', 'the sandbox refuses a live key')
    if ((env.TLS_PORT === undefined) !== (env.TLS_FILE === undefined))
      refuse('TLS_PORT', 'and TLS_FILE are set together')
    if (env.LIVE_PLAYBACK_URL && !env.LIVE_RELAY_URL)
      refuse('LIVE_PLAYBACK_URL', 'needs LIVE_RELAY_URL: nothing would be sent there')
    if (env.LIVE_PLAYBACK_URL?.startsWith('http:') && env.PUBLIC_ORIGIN?.startsWith('https:'))
      refuse('LIVE_PLAYBACK_URL', 'must be https://, as PUBLIC_ORIGIN is')
    if (env.SHANHUO_ENV !== 'production') return
    if (env.DEMO) refuse('DEMO', 'must be 0 in production')
    if (env.STRIPE_API_BASE) refuse('STRIPE_API_BASE', 'must be unset in production')
    if (!/^(sk|rk)_live_/.test(env.STRIPE_SECRET_KEY))
      refuse('STRIPE_SECRET_KEY', 'must be a live key in production')
    if (!env.PUBLIC_ORIGIN?.startsWith('https://')) refuse('PUBLIC_ORIGIN', 'must be https:// in production')
    if (!env.LEDGER_SIGNING_KEY) refuse('LEDGER_SIGNING_KEY', 'is required in production')
    if (!env.SMS_WEBHOOK_URL) refuse('SMS_WEBHOOK_URL', 'is required in production')
    if (env.RATE_LIMIT_FACTOR !== 1) refuse('RATE_LIMIT_FACTOR', 'must be 1 in production')
    if (/demo|change.?me|secret|example/i.test(env.APP_SECRET))
      refuse('APP_SECRET', 'looks like a placeholder')
  })
  .transform((env) => ({
    ...env,
    PUBLIC_ORIGIN: env.PUBLIC_ORIGIN ?? `http://localhost:${env.PORT}`,
    LEDGER_HEADS_FILE: env.LEDGER_HEADS_FILE ?? `${env.DATA_DIR}/ledger-heads.jsonl`,
  }))

export type Env = z.infer<typeof schema>

/** Every bad variable at once, so that a deployer fixes them in one go. Values are not printed: they are secrets. */
export class EnvError extends Error {}

/** @throws {EnvError} naming each variable that is missing or wrong */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(set)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new EnvError(
    `The environment is not usable (.env.example explains each variable):\n${lines.join('\n')}`,
  )
}

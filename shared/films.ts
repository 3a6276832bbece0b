// The films that stand in for a camera in the demo: public/films, drawn by prisma/seed/films/draw.ts.

/** How long each is. Sound at 32 kHz comes in whole frames of AAC in a minute (1,875), so it can go round. */
export const FILM_SECONDS = 60

/** Villages that the demo's programmes are about. */
export const films = ['yiyou', 'longdi', 'kuzhuping'] as const

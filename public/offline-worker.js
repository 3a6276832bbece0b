// Keeps what is of use without a network: a page that says so, and the one that checks proofs. It answers nothing else:
// stock and prices must never be old.
const CACHE = 'offline-2'
const KEPT = ['/offline.html', '/offline.css', '/logo.svg', '/favicon.svg', '/check-proof.html']

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)))
  self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name !== CACHE))
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname } = new URL(request.url)
  const isPage = request.mode === 'navigate' && request.method === 'GET'
  if (!isPage && !KEPT.includes(pathname)) return
  event.respondWith(
    fetch(request).catch(() =>
      caches
        .match(KEPT.includes(pathname) ? request : '/offline.html')
        .then((kept) => kept ?? Response.error()),
    ),
  )
})

// Keeps one page for when there is no network. It answers nothing else: stock and prices must never be old.
const CACHE = 'offline-1'
const KEPT = ['/offline.html', '/offline.css', '/logo.svg', '/favicon.svg']

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
      caches.match(isPage ? '/offline.html' : request).then((kept) => kept ?? Response.error()),
    ),
  )
})

// Beside the page: what stands there without a network, and what other programs share with it.
const SHELL = "shell-1";
const SHARED = "shopper.shared"; // until the page has taken it; nothing else is kept of a shopper
const OFFLINE = new URL("offline.html", self.registration.scope).href;
const SHARE = new URL("share", self.registration.scope).href;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.add(OFFLINE)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("shell-") && name !== SHELL;
  const tidy = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(tidy.then(() => self.clients.claim()));
});

async function take(request) {
  const form = await request.formData();
  const words = ["title", "text", "url"].map((name) => form.get(name) ?? "").filter(Boolean);
  const text = [...new Set(words)].join(" ");
  const photos = form.getAll("photos").filter((one) => one instanceof File && one.size).slice(0, 4);
  const cache = await caches.open(SHARED);
  await cache.put("text", new Response(text));
  await Promise.all(
    photos.map((one, n) => cache.put(`photo-${n}`, new Response(one, { headers: { "Content-Type": one.type } }))),
  );
  return Response.redirect(`${self.registration.scope}?shared`, 303);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "POST" && request.url === SHARE) return event.respondWith(take(request));
  if (request.mode !== "navigate") return;
  event.respondWith(fetch(request).catch(async () => (await caches.match(OFFLINE)) ?? Response.error()));
});

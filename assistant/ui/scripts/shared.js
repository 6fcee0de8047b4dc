// What another program has shared with the page goes into the box, and from where it waited.
async function takeShared() {
  if (!new URLSearchParams(location.search).has("shared") || !window.caches) return;
  history.replaceState(null, "", location.pathname + location.hash);
  const cache = await caches.open("shopper.shared");
  const files = [];
  let text = "";
  for (const request of await cache.keys()) {
    const kept = await cache.match(request);
    if (request.url.endsWith("/text")) text = await kept.text();
    else files.push(new File([await kept.blob()], "shared", { type: kept.headers.get("Content-Type") }));
  }
  await caches.delete("shopper.shared");
  if (files.length) attachments.add(files);
  if (text) fill(text);
  field().focus();
}
takeShared();

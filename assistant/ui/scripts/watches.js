// What has come of what was waited for, shown at each visit and when the list changes.
async function showWatches() {
  const all = watches.read();
  if (!all.length) return element.replaceChildren();
  const reply = await shopper
    .fetch("watches", { method: "POST", headers: { "Content-Type": "text/plain" }, body: JSON.stringify(all) })
    .catch(() => null);
  if (reply?.status === 503) return setTimeout(showWatches, 2000); // the catalogue is being opened
  if (reply?.ok) element.innerHTML = await reply.text(); // made by our template, every value escaped
}
element.addEventListener("click", ({ target }) => {
  const dropped = target.closest("[data-unwatch]");
  if (dropped) watches.drop({ product: dropped.dataset.unwatch, kind: dropped.dataset.kind });
});
document.addEventListener("shopper:watches", showWatches);
document.addEventListener("shopper:currency", showWatches);
new MutationObserver(showWatches).observe(document.documentElement, { attributeFilter: ["lang"] });
showWatches();

// The dial of taste, and all that it knows: each part can be edited and deleted.
const dial = () => element.querySelector("[data-taste-dial]");
const knownBox = () => element.querySelector(".taste-known");

async function showKnown() {
  if (!element.querySelector(".taste[open]")) return;
  const reply = await shopper
    .fetch("taste", { method: "POST", headers: { "Content-Type": "text/plain" }, body: JSON.stringify(taste.read()) })
    .catch(() => null);
  if (!reply?.ok) return;
  knownBox().innerHTML = await reply.text(); // made by our template, every value escaped
  const clean = JSON.parse(knownBox().querySelector("[data-clean]").dataset.clean);
  if (JSON.stringify(clean) !== JSON.stringify(taste.read())) taste.change((profile) => Object.assign(profile, clean));
}

function showDial() {
  dial().value = taste.read().dial;
  showKnown();
}

element.addEventListener("change", ({ target }) => {
  if (target === dial()) return taste.dial(target.value);
  const row = target.closest(".taste-list li");
  if (row) taste.edit(row.dataset, { [target.dataset.edit]: target.value });
});
element.addEventListener("click", ({ target }) => {
  const dropped = target.closest("[data-drop]");
  if (dropped) taste.drop[dropped.dataset.drop](dropped.closest("li")?.dataset ?? {});
});
element.addEventListener("toggle", ({ target }) => target.matches(".taste[open]") && showKnown(), true);

// The conversation under way goes by it at once.
document.addEventListener("shopper:taste", () => {
  showDial();
  trigger("click", { act: "taste", taste: taste.sent() });
});
watch("value", showDial);
showDial();

// A sheet over the page: one product, or a list. The address says which: #product=ID, #list=ID,ID.
const dialog = () => element.querySelector("dialog");
const body = () => element.querySelector(".sheet-body");
let shown = "";
let opener = null;
let entered = 0; // entries of the history that were made by opening

const address = () => {
  const [, kind, name, , part] = /^#(product|list)=([\w.,-]+)(\/(\w+))?$/.exec(decodeURIComponent(location.hash)) ?? [];
  return { kind, name, part };
};

async function show() {
  const { kind, name, part } = address();
  if (!kind) return hide();
  const wanted = `${kind}=${name}`;
  if (shown !== wanted) {
    if (!dialog().open) opener = document.activeElement;
    shown = wanted;
    body().replaceChildren(Object.assign(document.createElement("p"), { className: "hint", textContent: body().dataset.loading }));
    if (!dialog().open) dialog().showModal();
    await fill(kind, name, wanted);
  }
  if (part) body().querySelector(`#product-${part}`)?.scrollIntoView();
}

async function fill(kind, name, wanted) {
  let html = "";
  try {
    const path = kind === "product" ? `product/${name}` : `list?ids=${name}`;
    const reply = await shopper.fetch(path);
    if (reply.ok || reply.status === 404) html = await reply.text();
    else if (reply.status === 503) return setTimeout(() => shown === wanted && fill(kind, name, wanted), 1000);
  } catch {}
  if (shown !== wanted) return;
  if (!html) return (body().textContent = body().dataset.gone);
  body().innerHTML = html; // made by our templates, every value escaped
  body().scrollTop = 0;
  document.dispatchEvent(new CustomEvent("shopper:sheet"));
  if (address().part) body().querySelector(`#product-${address().part}`)?.scrollIntoView();
  if (kind === "product") alike(name, wanted);
}

async function alike(name, wanted) {
  const place = body().querySelector("#product-alike");
  if (!place) return;
  try {
    const reply = await shopper.fetch(`product/${name}/alike`);
    const html = reply.ok ? (await reply.text()).trim() : "";
    if (!html || shown !== wanted) return;
    place.querySelector(".alike").innerHTML = html;
    place.hidden = false;
  } catch {}
}

function hide() {
  shown = "";
  if (!dialog().open) return;
  dialog().close();
  (opener?.isConnected ? opener : document.getElementById("question"))?.focus();
}

// Closing goes back to where the sheet was opened; a page that began with it has nowhere to go.
function close() {
  if (entered > 0) {
    const back = entered;
    entered = 0;
    history.go(-back);
  } else {
    history.replaceState(null, "", location.pathname + location.search);
    hide();
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#product="], a[href^="#list="]');
  if (link && !event.ctrlKey && !event.metaKey && link.getAttribute("href") !== location.hash) entered += 1;
});
addEventListener("hashchange", show);
addEventListener("popstate", () => {
  if (!address().kind) entered = 0;
});

const DEEDS = {
  close,
  print: () => print(),
  "keep-all": ({ list }) => {
    const known = shopper.saved();
    const old = new Set(known.map((one) => one.id));
    const all = [...known, ...list.split(",").filter((id) => !old.has(id)).map((id) => ({ id }))];
    document.dispatchEvent(new CustomEvent("shopper:list", { detail: JSON.stringify(all) }));
    close();
  },
};

element.addEventListener("click", (event) => {
  if (event.target === dialog()) return close(); // beside it
  const deed = event.target.closest("[data-do]");
  if (deed) return DEEDS[deed.dataset.do]?.(deed.dataset);
  const picture = event.target.closest("[data-picture]");
  if (picture) return turn(picture);
  const zoom = event.target.closest(".zoom");
  if (zoom) return magnify(zoom, event);
  const chosen = event.target.closest("[data-act]");
  if (chosen) act(chosen);
});

function act(chosen) {
  const { act, product } = chosen.dataset;
  const kept = act === "save" && chosen.ariaPressed !== "true";
  trigger("click", { act, product, kept });
  if (act === "save") {
    for (const heart of document.querySelectorAll(`[data-act=save][data-product="${product}"]`)) {
      heart.ariaPressed = String(kept);
    }
  } else {
    opener = null; // the keyboard goes on in the box
    close();
    if (act === "about") document.dispatchEvent(new CustomEvent("shopper:ask"));
  }
}

function turn(thumb) {
  const view = element.querySelector(".zoom");
  view.firstElementChild.src = thumb.dataset.picture;
  view.ariaPressed = "false";
  for (const one of element.querySelectorAll("[data-picture]")) one.ariaCurrent = String(one === thumb);
}

function magnify(view, event) {
  const on = view.ariaPressed !== "true";
  view.ariaPressed = String(on);
  if (on) follow(view, event);
}

function follow(view, { clientX, clientY }) {
  const { left, top, width, height } = view.getBoundingClientRect();
  const at = (value, from, size) => (value ? (100 * (value - from)) / size : 50);
  view.style.setProperty("--x", `${at(clientX, left, width)}%`);
  view.style.setProperty("--y", `${at(clientY, top, height)}%`);
}

element.addEventListener("pointermove", (event) => {
  const view = event.target.closest(".zoom[aria-pressed=true]");
  if (view) follow(view, event);
});

dialog().addEventListener("cancel", (event) => {
  event.preventDefault(); // Escape closes it the way the cross does
  close();
});

// In another language or currency: shown anew.
watch("value", () => {
  if (!address().kind) return;
  shown = "";
  show();
});
document.addEventListener("shopper:currency", () => {
  shown = "";
  show();
});
show();

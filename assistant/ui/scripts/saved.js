// The saved items unfold over the page; Escape or a click elsewhere folds them again. The list is
// kept in this browser.
element.addEventListener("click", (event) => {
  const sharing = event.target.closest("[data-do=share]");
  if (sharing) return share(sharing);
  if (event.target.closest("a")) fold();
  const chosen = event.target.closest("[data-act]");
  if (!chosen) return;
  const { act, product } = chosen.dataset;
  for (const heart of document.querySelectorAll("[data-act=save]")) {
    if (heart.dataset.product === product) heart.ariaPressed = "false";
  }
  trigger("click", { act, product });
});

// A link to the list: which products, and nothing else.
async function share(button) {
  const link = new URL(location.href);
  link.search = "";
  link.hash = `list=${button.dataset.ids}`;
  try {
    await navigator.clipboard.writeText(link.href);
    button.textContent = button.dataset.done;
  } catch {
    location.hash = link.hash; // no clipboard here: it stands in the address
  }
}

const fold = () => element.querySelector("details")?.removeAttribute("open");

document.addEventListener("click", (event) => {
  if (event.target.isConnected && !element.contains(event.target)) fold();
});

// What had the keyboard may be gone once the list is shown anew, so the whole page is listened to.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !element.querySelector("details[open]")) return;
  fold();
  element.querySelector("summary").focus();
});

// Shown anew, it stays as open as it was.
let unfolded = false;
element.addEventListener("toggle", ({ target }) => (unfolded = target.open), true);

const listed = () => element.querySelector("details")?.dataset.list;
watch("value", () => {
  if (unfolded) element.querySelector("details").open = true;
  const list = listed();
  if (list) shopper.write("saved", list === "[]" ? "" : list);
});

// Another tab has changed the list: this one follows.
addEventListener("storage", (event) => {
  if (event.key === "shopper.saved" && (event.newValue || "[]") !== listed()) {
    trigger("click", { act: "list", text: event.newValue || "[]" });
  }
});

// A list that was shared is taken over by the view of it.
document.addEventListener("shopper:list", ({ detail }) => trigger("click", { act: "list", text: detail }));

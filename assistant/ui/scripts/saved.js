// The saved items unfold over the page; Escape or a click elsewhere folds them again.
element.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-act]");
  if (!chosen) return;
  const { act, product } = chosen.dataset;
  for (const heart of document.querySelectorAll("#shelf .heart")) {
    if (heart.dataset.product === product) heart.ariaPressed = "false";
  }
  trigger("click", { act, product });
});

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

// Ways to steer without words: an order, what is in stock, a range of prices.
element.addEventListener("change", ({ target }) => {
  if (target.dataset.steer === "sort") trigger("click", { act: "sort", name: target.value });
  if (target.dataset.steer === "stock") {
    trigger("click", { act: "stock", text: target.checked ? "yes" : "no" });
  }
});

element.addEventListener("submit", (event) => {
  if (event.target.dataset.steer !== "price") return;
  event.preventDefault();
  const { low, high } = event.target.elements;
  event.target.closest("details").removeAttribute("open");
  trigger("click", { act: "price", text: `${low.value}|${high.value}` });
});

// A panel folds again at Escape or a click elsewhere.
const open = () => element.querySelector("details.facet[open]");
document.addEventListener("click", ({ target }) => {
  if (open() && !open().contains(target)) open().removeAttribute("open");
});
document.addEventListener("keydown", (event) => {
  const panel = event.key === "Escape" && open();
  if (!panel) return;
  panel.removeAttribute("open");
  panel.querySelector("summary").focus();
});

// What a feed would be read as. Another meaning of a column shows the rows anew before they are added.
const mapping = () =>
  Object.fromEntries(
    [...element.querySelectorAll("select[data-column]")]
      .filter((one) => one.value)
      .map((one) => [one.dataset.column, one.value]),
  );
const shrink = () => Boolean(element.querySelector("[data-shrink]")?.checked);

element.addEventListener("click", ({ target }) => {
  const chosen = target.closest("[data-preview]");
  if (chosen) {
    chosen.disabled = true;
    trigger("click", { act: chosen.dataset.preview, mapping: mapping(), shrink: shrink() });
  }
});

element.addEventListener("change", ({ target }) => {
  if (target.matches("select[data-column]")) {
    trigger("click", { act: "look", mapping: mapping(), shrink: shrink() });
  }
});

let shown = "";
watch("value", () => {
  const title = element.querySelector(".preview h3");
  if (title && title.textContent !== shown) title.focus();
  shown = title?.textContent ?? "";
});

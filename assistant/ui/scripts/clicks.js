// Buttons of cards and chips. A heart turns at once; a chip's words turn into a field to change them.
let byKeyboard = false;

element.addEventListener("click", (event) => {
  const edited = event.target.closest("[data-edit]");
  if (edited) return change(edited.dataset.edit);
  const chosen = event.target.closest("[data-act]");
  if (!chosen) return;
  const { act, name = "", product = "", text = "" } = chosen.dataset;
  byKeyboard = event.detail === 0;
  const kept = act === "save" && chosen.ariaPressed !== "true";
  chosen.closest("details.facet")?.removeAttribute("open");
  if (act === "save") chosen.ariaPressed = String(kept);
  trigger("click", { act, name, product, text, kept });
});

// What was pressed is gone once the constraints are shown anew: the keyboard goes on beside it.
shopper.rove(element);
watch("value", () => {
  shopper.rove(element);
  if (byKeyboard && !element.contains(document.activeElement)) {
    element.querySelector("button:not([tabindex='-1'])")?.focus();
  }
  byKeyboard = false;
});

function change(name) {
  let words = "";
  edit(
    () => [...element.querySelectorAll("[data-edit]")].find((one) => one.dataset.edit === name),
    (field, { dataset }) => {
      field.className = "chip-field";
      field.value = words = dataset.words;
      field.size = Math.max(words.length, 6);
    },
    (text) => {
      if (text === words) return;
      byKeyboard = true;
      trigger("click", { act: "change", name, text });
    },
  );
}

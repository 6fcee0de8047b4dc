// Buttons of cards and chips. A heart turns at once; a chip's words turn into a field to change them.
let byKeyboard = false;

element.addEventListener("click", (event) => {
  const edited = event.target.closest("[data-edit]");
  if (edited) return edit(edited);
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

function edit(button) {
  const field = document.createElement("input");
  field.className = "chip-field";
  field.value = button.dataset.words;
  field.size = Math.max(field.value.length, 6);
  field.ariaLabel = button.ariaLabel;
  const back = () => {
    field.removeEventListener("blur", back); // taking the field away blurs it
    field.replaceWith(button);
  };
  field.addEventListener("blur", back);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      back();
      button.focus();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      const text = field.value.trim();
      byKeyboard = true;
      back();
      if (text && text !== button.dataset.words) {
        trigger("click", { act: "change", name: button.dataset.edit, text });
      }
    }
  });
  button.replaceWith(field);
  field.select();
}

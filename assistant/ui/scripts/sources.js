// What a keeper does with a source: read it again, plan it, name it otherwise, remove it (asked twice).
const act = (detail) => trigger("click", detail);

element.addEventListener("click", ({ target }) => {
  const chosen = target.closest("[data-source-act]");
  if (!chosen) return;
  const { sourceAct, source } = chosen.dataset;
  if (chosen.dataset.sure && !chosen.dataset.asked) {
    chosen.dataset.asked = "yes";
    chosen.textContent = chosen.dataset.sure;
    return;
  }
  if (sourceAct === "rename") return rename(chosen, source);
  act({ act: sourceAct, source });
});

element.addEventListener("change", ({ target }) => {
  if (target.matches("[data-pace]")) {
    act({ act: "plan", source: target.dataset.pace, value: target.value });
  }
});

// The button turns into a field; Enter keeps the name, Escape or leaving it does not.
function rename(button, source) {
  const field = document.createElement("input");
  field.className = "rename-field";
  field.value = source;
  field.maxLength = 80;
  field.ariaLabel = button.ariaLabel;
  const back = () => {
    field.removeEventListener("blur", back);
    field.replaceWith(button);
  };
  field.addEventListener("blur", back);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" && (event.key !== "Enter" || event.isComposing)) return;
    const value = field.value.trim();
    back();
    button.focus();
    if (event.key === "Enter" && value && value !== source) {
      act({ act: "rename", source, value });
    }
  });
  button.replaceWith(field);
  field.select();
}

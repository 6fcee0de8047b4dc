// What a keeper does with a source: read it again, plan it, name it otherwise, remove it (asked twice).
const act = (detail) => trigger("click", detail);

element.addEventListener("click", ({ target }) => {
  const chosen = target.closest("[data-source-act]");
  if (!chosen) return;
  const { sourceAct, source } = chosen.dataset;
  if (chosen.dataset.sure && !surely(chosen)) return;
  if (sourceAct === "rename") return rename(source);
  act({ act: sourceAct, source });
});

element.addEventListener("change", ({ target }) => {
  if (target.matches("[data-pace]")) {
    act({ act: "plan", source: target.dataset.pace, value: target.value });
  }
});

function rename(source) {
  edit(
    () =>
      [...element.querySelectorAll("[data-source-act=rename]")].find(
        (one) => one.dataset.source === source,
      ),
    (field) => {
      field.className = "rename-field";
      field.value = source;
      field.maxLength = 80;
    },
    (value) => value !== source && act({ act: "rename", source, value }),
  );
}

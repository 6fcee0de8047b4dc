// How this shopper likes it: kept in the browser.
function draw() {
  for (const field of element.querySelectorAll("[data-setting]")) {
    const value = shopper.read(field.dataset.setting);
    if (field.type === "checkbox") field.checked = value === "on";
    else field.value = value;
  }
}
watch("value", draw);
draw();

element.addEventListener("change", ({ target }) => {
  const name = target.dataset.setting;
  if (!name) return;
  const value = target.type === "checkbox" ? (target.checked ? "on" : "") : target.value;
  shopper.write(name, value);
  if (name !== "currency") return;
  trigger("click", { act: "currency", name: value });
  document.dispatchEvent(new CustomEvent("shopper:currency"));
});

element.addEventListener("click", ({ target }) => {
  if (target.dataset.do !== "forget") return;
  trigger("click", { act: "forget" });
  shopper.forget();
  setTimeout(() => location.replace(location.pathname), 600); // the server forgets first
});

const fold = () => element.querySelector(".settings").removeAttribute("open");
document.addEventListener("click", ({ target }) => {
  if (!element.contains(target)) fold();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !element.querySelector(".settings[open]")) return;
  fold();
  element.querySelector("summary").focus();
});

// Where somebody is, if they want that known: their browser asks them, it is rounded here to about a
// kilometre, and goes to the conversation alone. Nothing of it is kept in the browser.
const placeBox = () => element.querySelector("[data-place]");
const known = () => Boolean(document.querySelector("#chips .kind-place"));
const rounded = (degrees) => Math.round(degrees * 100) / 100;

function denied() {
  placeBox().checked = false;
  element.querySelector("[data-place-denied]").hidden = false;
}

element.addEventListener("change", ({ target }) => {
  if (target !== placeBox()) return;
  element.querySelector("[data-place-denied]").hidden = true;
  if (!target.checked) return known() && trigger("click", { act: "remove", name: "place::" });
  if (!navigator.geolocation) return denied();
  navigator.geolocation.getCurrentPosition(
    ({ coords }) =>
      trigger("click", { act: "place", text: `${rounded(coords.latitude)},${rounded(coords.longitude)}` }),
    denied,
    { maximumAge: 600000, timeout: 15000 },
  );
});
element.addEventListener(
  "toggle",
  ({ target }) => target.matches(".settings[open]") && (placeBox().checked = known()),
  true,
);

// What cannot be undone is asked twice. The question outlives that the buttons are drawn anew
// meanwhile, and ends with a click on anything else.
let asking = "";

const purpose = ({ dataset: { forget, sourceAct, source } }) =>
  JSON.stringify([forget, sourceAct, source]);

// Whether a click on a button is meant; the first one only asks.
function surely(button) {
  const sure = asking === purpose(button);
  asking = sure ? "" : purpose(button);
  ask();
  return sure;
}

function ask() {
  for (const button of element.querySelectorAll("[data-sure]")) {
    button.dataset.words ??= button.textContent;
    const { sure, words } = button.dataset;
    const wanted = purpose(button) === asking ? sure : words;
    if (button.textContent !== wanted) button.textContent = wanted;
  }
}

element.addEventListener(
  "click",
  ({ target }) => {
    const button = target.closest("[data-sure]");
    if (asking && !(button && purpose(button) === asking)) {
      asking = "";
      ask();
    }
  },
  true,
);

watch("value", ask);

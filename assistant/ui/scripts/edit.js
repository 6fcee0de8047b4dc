// A button that turns into a field: Enter keeps what was typed, Escape or leaving the field does not.
// What is being typed outlives that the buttons are drawn anew meanwhile.
let editing = null;

// `find` gives the button as it now stands, `dress` makes the field ready, `keep` is given its words.
function edit(find, dress, keep) {
  const button = find();
  if (!button) return;
  const field = document.createElement("input");
  field.ariaLabel = button.ariaLabel;
  dress(field, button);
  const back = () => {
    editing = null;
    field.replaceWith(button);
  };
  // Taking a field away blurs it in the midst of that: whether it was left is seen afterwards.
  field.addEventListener("blur", () => {
    queueMicrotask(() => editing?.field === field && field.isConnected && back());
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" && (event.key !== "Enter" || event.isComposing)) return;
    event.preventDefault();
    back();
    button.focus();
    if (event.key === "Enter" && field.value.trim()) keep(field.value.trim());
  });
  button.replaceWith(field);
  field.select();
  editing = { field, find, dress, keep };
}

watch("value", () => {
  if (!editing || editing.field.isConnected) return;
  const { field, find, dress, keep } = editing;
  editing = null;
  edit(find, dress, keep);
  if (!editing) return;
  editing.field.value = field.value;
  editing.field.setSelectionRange(field.selectionStart, field.selectionEnd);
});

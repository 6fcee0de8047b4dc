element.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-answer]");
  if (!chosen) return;
  trigger("click", { pair: chosen.dataset.pair ?? "", answer: chosen.dataset.answer });
});

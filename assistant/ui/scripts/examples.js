element.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-example]");
  if (chosen) trigger("click", { example: Number(chosen.dataset.example), taste: taste.sent() });
});

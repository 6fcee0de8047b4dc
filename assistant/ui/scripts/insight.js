// The tab of insight: another period, the switch, forgetting (asked twice: it cannot be undone).
element.addEventListener("click", ({ target }) => {
  const period = target.closest("[data-period]");
  if (period) return trigger("click", { act: "period", days: Number(period.dataset.period) });
  const forget = target.closest("[data-forget]");
  if (forget && surely(forget)) trigger("click", { act: "forget" });
});

element.addEventListener("change", ({ target }) => {
  if (target.matches("[data-counting]")) trigger("click", { act: "count", on: target.checked });
});

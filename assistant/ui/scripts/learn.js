// What the latest answer has for the browser to keep, taken over once: taste, watches.
const take = () => {
  const { name, learnt = "[]", watches: asked = "[]" } = element.querySelector("[data-yours]")?.dataset ?? {};
  if (!name || !shopper.once(name)) return;
  taste.learn(JSON.parse(learnt));
  if (asked !== "[]") watches.add(...JSON.parse(asked));
};
watch("value", take);
take();

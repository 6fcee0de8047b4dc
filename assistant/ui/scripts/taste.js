// The shopper's taste: in this browser, learnt where they asked for it, sent along with a question.
// Runs before anything of the page is there, after shopper.js.
(() => {
  const MOST = { preferences: 24, signals: 60 };
  const SINGLE = ["size", "price", "people"];
  const EMPTY = { dial: "off", preferences: [], signals: [] };

  const read = () => {
    try {
      return { ...EMPTY, ...JSON.parse(shopper.read("taste") || "{}") };
    } catch {
      return { ...EMPTY };
    }
  };
  const isEmpty = ({ dial, preferences, signals }) =>
    dial === "off" && !preferences.length && !signals.length;
  const dress = () => document.documentElement.classList.toggle("tasting", read().dial !== "off");
  const write = (profile) => {
    profile.preferences = profile.preferences.slice(-MOST.preferences);
    profile.signals = profile.signals.slice(-MOST.signals);
    shopper.write("taste", isEmpty(profile) ? "" : JSON.stringify(profile));
    dress();
    document.dispatchEvent(new CustomEvent("shopper:taste"));
  };
  const change = (work) => {
    const profile = read();
    work(profile);
    write(profile);
  };
  const learning = (work) => {
    if (read().dial !== "off") change(work);
  };

  const without = (signals, product) => signals.filter((one) => one.product !== product);
  const signal = (product, act) =>
    learning((profile) => {
      const weak = act === "looked" && profile.signals.some((one) => one.product === product);
      if (weak) return;
      profile.signals = without(profile.signals, product);
      if (act) profile.signals.push({ product, act });
    });
  const state = (one) => (profile) => {
    const same = (old) => old.field === one.field && (SINGLE.includes(one.field) || old.value === one.value);
    profile.preferences = [...profile.preferences.filter((old) => !same(old)), one];
  };

  // Hearts and refusals, seen before the buttons change.
  document.addEventListener(
    "click",
    ({ target }) => {
      const { act, product } = target.closest?.("[data-act]")?.dataset ?? {};
      if (!product) return;
      const pressed = target.closest("[data-act]").ariaPressed === "true";
      if (act === "save") signal(product, pressed ? "" : "kept");
      if (act === "unsave") signal(product, "");
      if (act === "refuse") signal(product, "refused");
    },
    true,
  );
  addEventListener("hashchange", () => {
    const [, product] = /^#product=([\w.-]+)/.exec(location.hash) ?? [];
    if (product) signal(product, "looked");
  });
  addEventListener("storage", ({ key }) => key === "shopper.taste" && dress());
  dress();

  window.taste = {
    read,
    change,
    dial: (value) => change((profile) => (profile.dial = value)),
    // What goes along with a question; nothing while it is off.
    sent: () => (read().dial === "off" ? "" : JSON.stringify(read())),
    // What an answer says the shopper said of themselves.
    learn: (preferences) => preferences.length && learning((profile) => preferences.forEach((one) => state(one)(profile))),
    drop: {
      all: () => change((profile) => Object.assign(profile, { preferences: [], signals: [] })),
      signal: ({ product }) => change((profile) => (profile.signals = without(profile.signals, product))),
      preference: ({ field, value }) =>
        change((profile) => {
          profile.preferences = profile.preferences.filter((one) => one.field !== field || one.value !== value);
        }),
    },
    edit: ({ field, value }, changes) =>
      change((profile) => {
        profile.preferences = profile.preferences.map((one) =>
          one.field === field && one.value === value ? { ...one, ...changes } : one,
        );
      }),
  };
})();

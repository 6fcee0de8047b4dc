// What this browser remembers of its shopper: in the browser, and nowhere else. Runs first.
(() => {
  const PREFIX = "shopper.";
  const guarded = (work, otherwise) => {
    try {
      return work();
    } catch {
      return otherwise; // storage may be forbidden
    }
  };
  const read = (name) => guarded(() => localStorage.getItem(PREFIX + name), null) ?? "";
  const write = (name, value) =>
    guarded(() =>
      value ? localStorage.setItem(PREFIX + name, value) : localStorage.removeItem(PREFIX + name),
    );
  const random = () =>
    [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");

  // A tab keeps its name over a reload. One that was duplicated brings the name along: whoever had
  // it first says so, and the copy takes another.
  const mine = random();
  let tab = guarded(() => sessionStorage.getItem(PREFIX + "tab"), null) || random();
  const named = () => guarded(() => sessionStorage.setItem(PREFIX + "tab", tab));
  named();
  const others = guarded(() => new BroadcastChannel(PREFIX + "tabs"), null);
  others?.addEventListener("message", ({ data }) => {
    if (data.tab !== tab || data.from === mine) return;
    if (data.taken) {
      tab = random();
      named();
    } else {
      others.postMessage({ tab, from: mine, taken: true });
    }
  });
  others?.postMessage({ tab, from: mine });

  const dress = () => {
    const theme = read("theme");
    if (!theme || !document.body) return;
    const dark = theme === "dark";
    if (document.body.classList.contains("dark") !== dark) {
      document.body.classList.toggle("dark", dark);
    }
  };
  const whenThere = () => {
    dress();
    new MutationObserver(dress).observe(document.body, { attributeFilter: ["class"] });
  };
  if (document.body) whenThere();
  else addEventListener("DOMContentLoaded", whenThere);

  // One stop of the Tab key for a whole group of controls; the arrow keys go from one to the next.
  const CONTROLS = "button:not(:disabled), select, summary, input[type=checkbox]";
  const controls = (group) =>
    [...group.querySelectorAll(CONTROLS)].filter(
      (one) => !one.closest(".facet-panel") && one.getClientRects().length,
    );
  const stop = (group, wanted) => {
    const all = controls(group);
    const kept = wanted ?? all.find((one) => one === document.activeElement) ?? all[0];
    for (const one of all) one.tabIndex = one === kept ? 0 : -1;
  };
  const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
  addEventListener("keydown", (event) => {
    const group = STEPS[event.key] && event.target.closest?.("[data-roving]");
    const all = group ? controls(group) : [];
    const place = all.indexOf(event.target);
    if (place < 0) return;
    event.preventDefault();
    const next = all[(place + STEPS[event.key] + all.length) % all.length];
    stop(group, next);
    next.focus();
  });

  // A way to a shop that is taken counts, where the page counts at all; nothing says who took it.
  addEventListener("click", ({ target }) => {
    const way = target.closest?.("a[data-way]");
    if (!way) return;
    const { way: product, shop } = way.dataset;
    const body = new Blob([JSON.stringify({ product, shop })], { type: "application/json" });
    navigator.sendBeacon("opened", body);
  });

  // The page can be installed, says so without a network, and takes what is shared with it.
  guarded(() => navigator.serviceWorker.register("worker.js").catch(() => {}));

  const saved = () => guarded(() => JSON.parse(read("saved") || "[]"), []);
  window.shopper = {
    read,
    write(name, value) {
      write(name, value);
      if (name === "theme") dress();
    },
    saved,
    get tab() {
      return tab;
    },
    // What the page tells the server when it is opened.
    memory: () =>
      JSON.stringify({ tab, language: read("language"), currency: read("currency"), saved: saved() }),
    // What the server sends back as HTML beside the conversation: a product, a list.
    async fetch(path, options = {}) {
      const query = new URLSearchParams({
        language: document.documentElement.lang || "en",
        currency: read("currency"),
      });
      return fetch(`${path}${path.includes("?") ? "&" : "?"}${query}`, {
        ...options,
        headers: { "X-Tab": tab, ...options.headers },
      });
    },
    draft: (text) =>
      guarded(() =>
        text === undefined
          ? (sessionStorage.getItem(PREFIX + "draft") ?? "")
          : sessionStorage.setItem(PREFIX + "draft", text),
      ) ?? "",
    // Whether something by this name comes for the first time in this tab.
    once: (name) =>
      guarded(() => {
        const is_new = sessionStorage.getItem(PREFIX + "once") !== name;
        if (is_new) sessionStorage.setItem(PREFIX + "once", name);
        return is_new;
      }, true),
    rove(element) {
      for (const group of element.querySelectorAll("[data-roving]")) stop(group);
    },
    forget() {
      guarded(() => caches.delete(`${PREFIX}shared`)); // what was shared and not yet taken
      for (const store of [localStorage, sessionStorage]) {
        for (const name of Object.keys(store)) if (name.startsWith(PREFIX)) store.removeItem(name);
      }
    },
  };
})();

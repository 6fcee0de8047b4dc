// What the shopper waits for: in this browser, asked about at each visit. Runs after shopper.js.
(() => {
  const MOST = 50;
  const read = () => {
    try {
      const found = JSON.parse(shopper.read("watches") || "[]");
      return Array.isArray(found) ? found : [];
    } catch {
      return [];
    }
  };
  const other = (one) => (old) => old.product !== one.product || old.kind !== one.kind;
  const write = (all) => {
    shopper.write("watches", all.length ? JSON.stringify(all.slice(-MOST)) : "");
    document.dispatchEvent(new CustomEvent("shopper:watches"));
  };
  window.watches = {
    read,
    add: (...new_) => write([...new_.reduce((all, one) => all.filter(other(one)), read()), ...new_]),
    drop: (one) => write(read().filter(other(one))),
  };
  // The button of a product's view.
  document.addEventListener("shopper:sheet", () => {
    for (const button of document.querySelectorAll("[data-watch]")) {
      const { product, watch: kind } = button.dataset;
      button.ariaPressed = String(!read().every(other({ product, kind })));
    }
  });
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-watch]");
    if (!button) return;
    const { product, watch: kind, below = "" } = button.dataset;
    const one = { product, kind, below, since: new Date().toISOString().slice(0, 10) };
    const on = button.ariaPressed !== "true";
    if (on) watches.add(one);
    else watches.drop(one);
    button.ariaPressed = String(on);
  });
})();

/* <shop-assistant layout="inline|sidepanel|overlay" lang="en" token="…"></shop-assistant>

   The shopping assistant on a shop's own page. It talks to the server that this script came from and
   to nothing else, keeps everything in its shadow tree, and writes what it is told as text, never as
   markup. docs/widget.md describes its attributes, events and methods. */
"use strict";
(() => {
  const HOME = new URL(document.currentScript?.src ?? location.href).origin;
  const PHOTO_SIDE = 1024; // pixels; also rids a photo of what a phone wrote into it
  const MOST_PHOTOS = 4;
  const LONGEST = 30; // seconds of a recording
  const MOST_REASONS = 2;
  const MOST_OFFERS = 3;

  const WORDS = {};  // filled in when it is served: the widget.toml of each language

  const STYLE = `
    :host { --accent: #0b5d4e; --on-accent: #fff; --paper: #fff; --ink: #1c1b1a; --soft: #f2f0ec;
      --line: #d5d1c9; --dim: #5c5851; --radius: 12px; color-scheme: light;
      display: block; font: 16px/1.45 system-ui, sans-serif; color: var(--ink); }
    :host([hidden]) { display: none; }
    * { box-sizing: border-box; }
    button, textarea { font: inherit; color: inherit; }
    button { cursor: pointer; min-height: 40px; min-width: 40px; border: 1px solid var(--line);
      border-radius: 999px; background: var(--paper); padding: 6px 12px; }
    button:hover { background: var(--soft); }
    button:disabled { opacity: .55; cursor: default; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    .primary, .launch { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
    .primary:hover, .launch:hover { background: color-mix(in srgb, var(--accent) 85%, #000); }
    .launch { position: fixed; inset-block-end: 20px; inset-inline-end: 20px; z-index: 2147483000;
      padding: 12px 18px; box-shadow: 0 4px 18px #0003; }
    .panel { display: flex; flex-direction: column; background: var(--paper); color: inherit;
      border: 1px solid var(--line); border-radius: var(--radius); overflow: hidden; height: 100%;
      min-height: 22rem; max-height: inherit; padding: 0; }
    :host([layout=inline]) .panel { height: var(--height, 36rem); }
    dialog.panel { position: fixed; inset: auto 20px 20px auto; margin: 0; width: min(26rem, calc(100vw - 24px));
      height: min(42rem, calc(100vh - 40px)); max-height: none; }
    dialog.panel:not([open]) { display: none; }
    dialog::backdrop { background: #0004; }
    .side { position: fixed; inset-block: 0; inset-inline-end: 0; width: min(24rem, 100vw); height: 100%;
      border-radius: 0; z-index: 2147483000; box-shadow: -4px 0 18px #0002; }
    .side[hidden] { display: none; }
    header { display: flex; align-items: center; gap: 8px; padding: 8px 12px; border-bottom: 1px solid var(--line); }
    h2 { font-size: 1rem; margin: 0; flex: 1; }
    .log { flex: 1; overflow-y: auto; padding: 12px; display: flex; flex-direction: column; gap: 12px; }
    .turn { display: flex; flex-direction: column; gap: 8px; }
    .said { margin: 0; padding: 8px 12px; border-radius: var(--radius); background: var(--soft);
      white-space: pre-wrap; overflow-wrap: anywhere; max-width: 92%; align-self: flex-start; }
    .mine .said { background: var(--accent); color: var(--on-accent); align-self: flex-end; }
    .mine canvas { align-self: flex-end; border-radius: 8px; max-width: 96px; }
    ul { list-style: none; margin: 0; padding: 0; }
    .cards { display: grid; gap: 10px; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); }
    .card { border: 1px solid var(--line); border-radius: var(--radius); padding: 10px; display: flex;
      flex-direction: column; gap: 6px; background: var(--paper); }
    .card img { width: 100%; aspect-ratio: 1; object-fit: contain; border-radius: 8px; background: #fff; }
    .card h3 { font-size: .95rem; margin: 0; overflow-wrap: anywhere; }
    .card p { margin: 0; font-size: .85rem; color: var(--dim); }
    .card .price { font-weight: 650; font-size: 1rem; color: var(--ink); }
    .card button { margin-block-start: auto; }
    .chips, .photos { display: flex; flex-wrap: wrap; gap: 6px; padding: 0 12px; align-items: center; }
    .chips:not(:empty), .photos:not(:empty) { padding-block: 8px; border-top: 1px solid var(--line); }
    .chips button, .ways button { font-size: .85rem; }
    .ways { display: flex; flex-wrap: wrap; gap: 6px; }
    .photos canvas { width: 48px; height: 48px; object-fit: cover; border-radius: 8px; }
    form { display: flex; gap: 6px; padding: 10px 12px; border-top: 1px solid var(--line); align-items: flex-end; }
    textarea { flex: 1; resize: none; min-height: 42px; max-height: 8rem; padding: 9px 12px; min-width: 0;
      border: 1px solid var(--line); border-radius: var(--radius); background: var(--paper); }
    .icon { padding: 6px; line-height: 1; font-size: 1.1rem; }
    [aria-pressed=true] { background: #a4161a; border-color: #a4161a; color: #fff; }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    @media (prefers-reduced-motion: no-preference) { .log { scroll-behavior: smooth; } }`;

  const made = (name, props = {}, ...children) => {
    const { attributes = {}, ...rest } = props;
    const element = Object.assign(document.createElement(name), rest);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children.filter((one) => one !== null && one !== undefined && one !== ""));
    return element;
  };

  const address = (text) => {
    try {
      const url = new URL(text, HOME);
      return ["http:", "https:"].includes(url.protocol) ? url.href : "";
    } catch {
      return "";
    }
  };

  const encoded = (blob) =>
    new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result.split(",")[1]);
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(blob);
    });

  /* Server-sent events of a response, one after the other. */
  async function* eventsOf(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      rest += value;
      const blocks = rest.split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) {
        const name = /^event: (.*)$/m.exec(block)?.[1];
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (name && data) yield { name, data: JSON.parse(data) };
      }
    }
  }

  class ShopAssistant extends HTMLElement {
    static observedAttributes = ["lang", "token", "layout"];

    #root = this.attachShadow({ mode: "open" });
    #conversation = null; // a promise of its name, so that it is begun once
    #photos = []; // [{ canvas, data }]
    #recorder = null;
    #busy = false;
    #message = "";

    /** Called with a product when a shopper opens it; return false to keep the page as it is. */
    onproduct = null;

    constructor() {
      super();
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      this.#root.adoptedStyleSheets = [sheet];
    }

    connectedCallback() {
      if (!this.layout) this.setAttribute("layout", "inline");
      this.#draw();
    }

    attributeChangedCallback(name, before, after) {
      if (!this.isConnected || before === after) return;
      if (name === "token") this.#conversation = null;
      else this.#draw();
    }

    get layout() {
      const stated = this.getAttribute("layout");
      return ["inline", "sidepanel", "overlay"].includes(stated) ? stated : "";
    }

    get language() {
      const stated = (this.getAttribute("lang") || document.documentElement.lang || "en").split("-")[0];
      return stated in WORDS ? stated : "en";
    }

    /** Show the panel of a side panel or overlay, and put the cursor in its box. */
    open() {
      const panel = this.#find(".panel");
      if (panel.localName === "dialog" && !panel.open) panel.showModal();
      panel.hidden = false;
      this.#find(".launch")?.setAttribute("aria-expanded", "true");
      this.#find("textarea").focus();
    }

    close() {
      const panel = this.#find(".panel");
      if (panel.localName === "dialog") panel.close();
      else if (this.layout === "sidepanel") panel.hidden = true;
      this.#find(".launch")?.setAttribute("aria-expanded", "false");
      this.#find(".launch")?.focus();
    }

    /** Say something in the shopper's name; resolves when it is answered. */
    async ask(text) {
      await this.#say({ text: String(text) }, String(text));
    }

    /** Forget the conversation, photos and recordings included. */
    async restart() {
      const begun = this.#conversation;
      this.#conversation = null;
      this.#photos = [];
      this.#draw();
      try {
        if (begun) await this.#fetch(`/v1/conversations/${await begun}`, { method: "DELETE" });
      } catch { /* it is forgotten an hour later anyway */ }
    }

    #find(selector) {
      return this.#root.querySelector(selector);
    }

    #t(key, x = "") {
      return WORDS[this.language][key].replace(/\{[xn]\}/, x);
    }

    #draw() {
      const folded = this.layout !== "inline";
      const panel = this.layout === "overlay"
        ? made("dialog", { className: "panel", attributes: { "aria-labelledby": "name" } })
        : made("section", { className: `panel${folded ? " side" : ""}`, hidden: folded, attributes: { "aria-labelledby": "name" } });
      const restart = this.#button("↺", this.#t("restart"), () => this.restart(), "icon");
      const close = folded ? this.#button("✕", this.#t("close"), () => this.close(), "icon") : null;
      panel.append(
        made("header", {}, made("h2", { id: "name", textContent: this.#t("title") }), restart, close ?? ""),
        made("div", { className: "log", tabIndex: 0, attributes: { role: "log", "aria-live": "polite", "aria-label": this.#t("title") } },
          made("p", { className: "said", textContent: this.#t("greeting") })),
        made("div", { className: "chips", attributes: { role: "group", "aria-label": this.#t("in_force") } }),
        made("div", { className: "photos" }),
        this.#form(),
        made("p", { className: "unseen status", attributes: { role: "status" } }),
      );
      panel.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && this.layout === "sidepanel") this.close();
      });
      panel.addEventListener("close", () => this.#find(".launch")?.setAttribute("aria-expanded", "false"));
      panel.lang = this.language;
      const launch = folded
        ? made("button", { type: "button", className: "launch", textContent: this.#t("open"), onclick: () => this.open(),
            attributes: { "aria-expanded": "false", "aria-haspopup": "dialog" } })
        : "";
      this.#root.replaceChildren(...[launch, panel].filter(Boolean));
    }

    #form() {
      const box = made("textarea", { rows: 1, maxLength: 2000, placeholder: this.#t("box"), attributes: { "aria-label": this.#t("box") } });
      const file = made("input", { type: "file", accept: "image/*", multiple: true, hidden: true, tabIndex: -1, attributes: { "aria-hidden": "true" } });
      file.addEventListener("change", async () => {
        await this.#take([...file.files]);
        file.value = "";
      });
      const form = made("form", {}, file,
        this.#button("📷", this.#t("photo"), () => file.click(), "icon photo"),
        navigator.mediaDevices ? this.#button("🎤", this.#t("speak"), () => this.#speak(), "icon voice") : "",
        box,
        made("button", { type: "submit", className: "primary", textContent: this.#t("send") }));
      box.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
          event.preventDefault();
          form.requestSubmit();
        }
      });
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const text = box.value.trim();
        if (this.#busy || !(text || this.#photos.length)) return;
        box.value = "";
        const images = this.#photos.map((one) => one.data);
        const shown = this.#photos.map((one) => one.canvas);
        this.#photos = [];
        this.#showPhotos();
        this.#say({ text, images }, text, shown);
      });
      return form;
    }

    #button(face, label, act, className = "") {
      return made("button", { type: "button", className, title: label, onclick: act, attributes: { "aria-label": label } },
        made("span", { textContent: face, attributes: { "aria-hidden": "true" } }));
    }

    #status(text) {
      this.#find(".status").textContent = text;
    }

    async #take(files) {
      for (const file of files.slice(0, MOST_PHOTOS - this.#photos.length)) {
        try {
          const bitmap = await createImageBitmap(file);
          const scale = Math.min(1, PHOTO_SIDE / Math.max(bitmap.width, bitmap.height));
          const canvas = made("canvas", { width: Math.max(1, bitmap.width * scale), height: Math.max(1, bitmap.height * scale) });
          canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
          const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
          this.#photos.push({ canvas, data: await encoded(blob) });
        } catch {
          this.#tell(this.#t("no_photo"));
        }
      }
      this.#showPhotos();
    }

    #showPhotos() {
      this.#find(".photos").replaceChildren(...this.#photos.flatMap((one, place) => [
        one.canvas,
        this.#button("✕", this.#t("remove", this.#t("photos")), () => {
          this.#photos.splice(place, 1);
          this.#showPhotos();
          this.#status(this.#t("dropped"));
          this.#find("textarea").focus();
        }, "icon"),
      ]));
    }

    async #speak() {
      const button = this.#find(".voice");
      if (this.#recorder) return this.#recorder.stop();
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        const parts = [];
        const recorder = (this.#recorder = new MediaRecorder(stream));
        recorder.ondataavailable = (event) => parts.push(event.data);
        recorder.onstop = async () => {
          for (const track of stream.getTracks()) track.stop();
          this.#recorder = null;
          button.setAttribute("aria-pressed", "false");
          button.setAttribute("aria-label", this.#t("speak"));
          await this.#say({ audio: await encoded(new Blob(parts, { type: recorder.mimeType })) }, "🎤");
        };
        recorder.start();
        button.setAttribute("aria-pressed", "true");
        button.setAttribute("aria-label", this.#t("stop"));
        setTimeout(() => recorder.state === "recording" && recorder.stop(), LONGEST * 1000);
      } catch {
        this.#recorder = null;
        this.#tell(this.#t("no_voice"));
      }
    }

    #fetch(path, options = {}) {
      const headers = { ...options.headers };
      if (this.getAttribute("token")) headers.Authorization = `Bearer ${this.getAttribute("token")}`;
      if (options.body) headers["Content-Type"] = "application/json";
      return fetch(HOME + path, { ...options, headers, credentials: "omit", referrerPolicy: "no-referrer" });
    }

    async #begin() {
      const settings = { language: this.language };
      for (const name of ["currency", "place"]) if (this.getAttribute(name)) settings[name] = this.getAttribute(name);
      const response = await this.#fetch("/v1/conversations", { method: "POST", body: JSON.stringify(settings) });
      if (!response.ok) throw await problem(response);
      return (await response.json()).conversation_id;
    }

    /* One turn: what was said is written down, and its answer below as it comes. */
    async #say(turn, text, pictures = []) {
      if (this.#busy) return;
      this.#work(true);
      const log = this.#find(".log");
      if (text || pictures.length) log.append(this.#bubble(text, "mine", this.#t("you"), pictures));
      const answer = this.#bubble("", "", this.#t("me"));
      log.append(answer);
      try {
        await this.#answered(turn, answer);
      } catch (error) {
        answer.querySelector(".said").textContent = error.detail ?? this.#t("lost");
        if (error.status === 404) this.#conversation = null;
      }
      this.#work(false);
      answer.scrollIntoView?.({ block: "nearest" });
    }

    async #answered(turn, answer, again = true) {
      this.#conversation ??= this.#begin();
      let name;
      try {
        name = await this.#conversation;
      } catch (error) {
        this.#conversation = null;
        throw error;
      }
      const response = await this.#fetch(`/v1/conversations/${name}/turns`, {
        method: "POST", body: JSON.stringify(turn), headers: { Accept: "text/event-stream" },
      });
      if (response.status === 404 && again) { // it was forgotten meanwhile
        this.#conversation = null;
        return this.#answered(turn, answer, false);
      }
      if (!response.ok) throw await problem(response);
      for await (const { name: kind, data } of eventsOf(response)) this.#heard(kind, data, answer);
    }

    #heard(kind, data, answer) {
      const said = answer.querySelector(".said");
      if (kind === "observation" && data.transcript) {
        answer.before(made("p", { className: "said", textContent: this.#t("heard", data.transcript) }));
      } else if (kind === "products") {
        answer.querySelector(".cards")?.remove();
        if (data.products.length) answer.append(this.#cards(data.products));
      } else if (kind === "reasons") {
        for (const one of data.products) this.#reasoned(answer, one);
      } else if (kind === "delta") {
        said.textContent += data.text;
      } else if (kind === "done") {
        this.#message = data.message_id;
        said.textContent = data.reply;
        this.#chips(data.chips ?? []);
        this.#ways(answer, data.relaxations ?? []);
        this.dispatchEvent(new CustomEvent("answer", { detail: data, bubbles: true, composed: true }));
      } else if (kind === "error") {
        throw { detail: data.detail, status: data.status };
      }
    }

    #bubble(text, className, who, pictures = []) {
      return made("div", { className: `turn ${className}` },
        made("span", { className: "unseen", textContent: `${who}: ` }),
        ...pictures,
        text || className !== "mine" ? made("p", { className: "said", textContent: text }) : "");
    }

    #tell(text) {
      this.#find(".log").append(this.#bubble(text, "", this.#t("me")));
    }

    #work(busy) {
      this.#busy = busy;
      this.#find("form .primary").disabled = busy;
      this.#find(".log").setAttribute("aria-busy", String(busy));
      this.#status(busy ? this.#t("busy") : "");
    }

    #cards(products) {
      return made("ul", { className: "cards", attributes: { "aria-label": this.#t("found", products.length) } },
        ...products.map((one, place) => this.#card(one, place + 1)));
    }

    #card(product, position) {
      const best = product.offers[0] ?? {};
      const picture = product.image && address(product.image);
      const others = product.offers.slice(1, 1 + MOST_OFFERS);
      const card = made("li", { className: "card" },
        picture ? made("img", { src: picture, alt: "", loading: "lazy", referrerPolicy: "no-referrer" }) : "",
        made("h3", { textContent: `${position}. ${product.title}` }),
        made("p", { className: "price", textContent: this.#price(best) }),
        made("p", { textContent: [best.source && this.#t("at", best.source), best.availability === "out_of_stock" && this.#t("sold_out")].filter(Boolean).join(" · ") }),
        ...others.map((one) => made("p", { textContent: `${this.#price(one)} ${this.#t("at", one.source)}` })),
        made("button", { type: "button", textContent: this.#t("view"), onclick: () => this.#opened(product, position),
          attributes: { "aria-label": `${this.#t("view")}: ${product.title}` } }));
      card.dataset.product = product.product_id;
      return card;
    }

    #reasoned(answer, one) {
      const card = [...answer.querySelectorAll(".card")].find((card) => card.dataset.product === one.product_id);
      const said = one.reasons.slice(0, MOST_REASONS).map((reason) => made("p", { textContent: reason.claim }));
      card?.querySelector("button").before(...said);
    }

    #price(offer) {
      const { price, currency } = offer.converted ?? offer;
      if (price === null || price === undefined) return "";
      try {
        return new Intl.NumberFormat(this.language, { style: "currency", currency }).format(price);
      } catch {
        return String(price);
      }
    }

    /* The page may open the product in its own way, by the event or the callback. */
    #opened(product, position) {
      const offer = product.offers[0] ?? {};
      const detail = { product, offer, url: offer.url ? address(offer.url) : "", position };
      const event = new CustomEvent("product", { detail, bubbles: true, composed: true, cancelable: true });
      const free = this.dispatchEvent(event) && this.onproduct?.(detail) !== false;
      const happened = { event: "open_shop", product_id: product.product_id, position, message_id: this.#message || null };
      this.#fetch("/v1/events", { method: "POST", body: JSON.stringify({ events: [happened] }), keepalive: true }).catch(() => {});
      if (free && detail.url) window.open(detail.url, "_blank", "noopener,noreferrer");
    }

    #chips(chips) {
      this.#find(".chips").replaceChildren(...chips.map((chip) => {
        const label = this.#chip(chip);
        return made("button", { type: "button", textContent: `${label} ✕`, attributes: { "aria-label": this.#t("remove", label) },
          onclick: () => this.#say({ action: { kind: "remove", name: chip.name } }, "") });
      }));
    }

    #chip(chip) {
      const [, facet, ...rest] = chip.name.split(":");
      const value = rest.join(":") || facet;
      if (chip.kind === "exclude") return this.#t("without", value);
      return chip.kind in WORDS[this.language] ? this.#t(chip.kind, value) : value;
    }

    #ways(answer, relaxations) {
      if (!relaxations.length) return;
      answer.append(made("div", { className: "ways" }, ...relaxations.map((one) =>
        made("button", { type: "button", textContent: `${this.#t("give_up", one.name)} (${one.count})`,
          onclick: () => this.#say({ action: { kind: "relax", name: one.name } }, "") }))));
    }
  }

  const problem = async (response) => {
    const said = await response.json().catch(() => ({}));
    return { status: response.status, detail: said.detail };
  };

  if (!customElements.get("shop-assistant")) customElements.define("shop-assistant", ShopAssistant);
})();

// The conversation scrolls to what was said last; a new answer is read aloud where that was chosen.
function read(text) {
  if (!text || !shopper.read("aloud") || !window.speechSynthesis) return;
  const voice = new SpeechSynthesisUtterance(text);
  voice.lang = document.documentElement.lang;
  speechSynthesis.cancel();
  speechSynthesis.speak(voice);
}

// Whoever speaks, types or sends meanwhile is not talked over.
for (const kind of ["pointerdown", "keydown"]) {
  document.addEventListener(kind, ({ target }) => {
    if (target.closest?.("#box")) window.speechSynthesis?.cancel();
  });
}
addEventListener("pagehide", () => window.speechSynthesis?.cancel()); // some browsers read on otherwise

// What was said last is seen to its end, or from its beginning where there is no room for all of it.
function toLast() {
  const talk = element.querySelector(".talk");
  if (!talk?.lastElementChild) return;
  document.body.style.setProperty("--answer", `${talk.lastElementChild.offsetHeight + 12}px`); // on a phone
  const above = talk.lastElementChild.getBoundingClientRect().top - talk.getBoundingClientRect().top;
  talk.scrollTop = Math.min(talk.scrollTop + above, talk.scrollHeight - talk.clientHeight);
}

// It stays in sight while what stands around it comes and goes: thumbs, what is watched, a photo in the box.
const room = new ResizeObserver(toLast);

// A thumb, or why it is down. What was pressed is drawn anew: the keyboard goes on beside it.
let rating = false;
element.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-rate]");
  if (!chosen) return;
  rating = event.detail === 0;
  trigger("click", { act: "rate", name: chosen.dataset.name, text: chosen.dataset.rate });
});

watch("value", () => {
  shopper.rove(element);
  if (rating) element.querySelector(".rate button:not(:disabled)")?.focus();
  rating = false;
  toLast();
  room.disconnect();
  const talk = element.querySelector(".talk");
  for (const one of [talk, talk?.lastElementChild]) if (one) room.observe(one);
  // The server says which answer is new. One that was drawn anew (after a reload, a thumb, a step back,
  // in another language) is not read again.
  const now = element.querySelector(".message[data-new]");
  if (!now) return;
  delete now.dataset.new;
  const said = now.querySelector(".said");
  said?.classList.add("new");
  read(now.dataset.speech || said?.textContent || ""); // short, with numbers and units as they are said
});

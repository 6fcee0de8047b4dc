// The box: words and files are sent together, and stand in the conversation the instant they are.
// `attachments` (photos.js) and `talking` (talk.js) are made before this runs.
const form = () => element.querySelector("form");
const field = () => element.querySelector("textarea");
const word = (name) => form().dataset[name];

function grow() {
  const one = field();
  one.style.height = "";
  if (one.value) one.style.height = `${Math.min(one.scrollHeight, 180)}px`;
}

function fill(text) {
  field().value = text;
  shopper.draft(text);
  grow();
}

// What was sent and a place for its answer; the server's words take the place of both.
function showAtOnce(text) {
  const talk = document.querySelector("#chat .talk");
  const message = document.createElement("div");
  message.className = "user message";
  const pictures = attachments.pictures();
  if (pictures.length) {
    const sent = message.appendChild(document.createElement("div"));
    sent.className = "sent";
    for (const url of pictures) {
      const image = sent.appendChild(document.createElement("img"));
      image.src = url;
      image.alt = word("photo");
    }
  }
  if (text) {
    const said = message.appendChild(document.createElement("p"));
    said.className = "said";
    said.textContent = text;
  }
  const answer = document.createElement("div");
  answer.className = "bot message";
  const pending = answer.appendChild(document.createElement("p"));
  pending.className = "pending";
  pending.textContent = word("looking");
  const dots = pending.appendChild(document.createElement("span"));
  dots.className = "dots";
  dots.append(...[1, 2, 3].map(() => document.createElement("i")));
  talk.append(message, answer);
  talk.lastElementChild.scrollIntoView({ block: "end" });
}

async function send() {
  const text = field().value.trim();
  if (field().disabled || !(text || attachments.count())) return;
  if (!navigator.onLine) return talking.tell(word("offline")); // what was typed stays
  const joins = attachments.joins();
  showAtOnce(text);
  const sent = attachments.take();
  fill("");
  const files = (await Promise.all(sent)).filter(Boolean);
  trigger("submit", { text, files, joins, taste: taste.sent() });
}

element.addEventListener("submit", (event) => {
  event.preventDefault();
  talking.settle();
  send();
});

element.addEventListener("input", (event) => {
  if (event.target !== field()) return;
  shopper.draft(field().value);
  grow();
});

element.addEventListener("keydown", (event) => {
  if (event.target !== field() || event.key !== "Enter") return;
  if (event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form().requestSubmit();
});

const DEEDS = {
  attach: () => element.querySelector("[data-for=attach]").click(),
  camera: () => element.querySelector("[data-for=camera]").click(),
  talk: () => talking.toggle(),
  cancel: () => talking.cancel(),
  correct: () => {
    trigger("click", { act: "correct" });
    fill(talking.heard);
    talking.settle();
    field().focus();
    field().select();
  },
};

element.addEventListener("click", (event) => {
  DEEDS[event.target.closest("[data-do]")?.dataset.do]?.();
});

// Without a network it says so in the page's words, and no longer once there is one.
for (const kind of ["online", "offline"]) {
  addEventListener(kind, () => {
    document.body.classList.toggle("offline", kind === "offline");
    talking.tell(kind === "offline" ? word("offline") : "");
  });
}

// Other parts of the page put words here, or the keyboard.
document.addEventListener("shopper:ask", ({ detail }) => {
  if (detail?.text) fill(detail.text);
  field().focus();
});

// Shown anew (another language, ready at last): what was typed and attached is still there.
watch("value", () => {
  if (!field().value) fill(shopper.draft());
  attachments.draw();
  shopper.rove(element);
});
fill(shopper.draft());
shopper.rove(element);

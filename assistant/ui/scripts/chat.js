// The conversation scrolls to what was said last, and is read aloud where that was chosen.
const last = () => [...element.querySelectorAll(".bot.message .said")].at(-1);
let spoken = last()?.textContent;

function read(text) {
  if (!shopper.read("aloud") || !window.speechSynthesis) return;
  const voice = new SpeechSynthesisUtterance(text);
  voice.lang = document.documentElement.lang;
  speechSynthesis.cancel();
  speechSynthesis.speak(voice);
}

watch("value", () => {
  element.querySelector(".talk > :last-child")?.scrollIntoView({ block: "end" });
  const now = last();
  if (!now || now.textContent === spoken || element.querySelector(".pending")) return;
  spoken = now.textContent;
  now.classList.add("new");
  read(spoken);
});

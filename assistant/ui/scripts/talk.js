// One tap to talk: it listens, stops by itself at silence, and sends what it heard.
const talking = (() => {
  const PAUSE = 1200; // milliseconds of silence after words that end them
  const PATIENCE = 7000; // … before any word
  const LONGEST = 30_000;
  const EVERY = 60;
  let session = null;
  let heard = "";

  const level = (analyser, samples) => {
    analyser.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
  };

  function show(state) {
    const panel = element.querySelector(".listening");
    panel.hidden = state !== "listening";
    field().hidden = state === "listening";
    const button = element.querySelector("[data-do=talk]");
    button.ariaPressed = String(state === "listening");
    button.disabled = state === "writing";
    tell(state === "writing" ? word("writing") : "");
  }

  function tell(text, correctable = false) {
    element.querySelector(".heard")?.remove();
    if (!text) return;
    const line = document.createElement("p");
    line.className = "heard";
    line.setAttribute("role", "status");
    line.append(text);
    if (correctable) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.do = "correct";
      button.textContent = word("correct");
      line.append(" ", button);
    }
    form().prepend(line);
  }

  function draw(loudness) {
    const bars = element.querySelectorAll(".meter i");
    const lit = Math.min(bars.length, Math.round(Math.sqrt(loudness * 6) * bars.length));
    bars.forEach((bar, place) => bar.classList.toggle("lit", place < lit));
  }

  async function start() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return tell(word("noMic"));
    }
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const recorder = new MediaRecorder(stream);
    const chunks = [];
    recorder.addEventListener("dataavailable", ({ data }) => chunks.push(data));
    recorder.start();
    const one = { stream, context, recorder, chunks, begun: performance.now(), spoke: 0, floor: 1 };
    one.samples = new Float32Array(analyser.fftSize);
    one.timer = setInterval(() => listen(one, level(analyser, one.samples)), EVERY);
    session = one;
    show("listening");
    element.querySelector("[data-do=cancel]").focus();
  }

  function listen(one, loudness) {
    const now = performance.now();
    one.floor = Math.min(one.floor * 1.01, Math.max(loudness, 0.002));
    draw(loudness);
    if (loudness > Math.max(0.012, 3 * one.floor)) one.spoke = now;
    const quiet = now - (one.spoke || one.begun);
    if (one.spoke ? quiet > PAUSE : quiet > PATIENCE) stop();
    else if (now - one.begun > LONGEST) stop();
  }

  function end() {
    const one = session;
    session = null;
    clearInterval(one.timer);
    const over = new Promise((done) => one.recorder.addEventListener("stop", done, { once: true }));
    one.recorder.stop();
    one.stream.getTracks().forEach((track) => track.stop());
    one.context.close();
    return over.then(() => new Blob(one.chunks, { type: one.recorder.mimeType }));
  }

  async function stop() {
    if (!session) return;
    const recording = end();
    show("writing");
    await write(await recording);
  }

  async function write(recording) {
    let answer = {};
    try {
      const reply = await shopper.fetch("hear", { method: "POST", body: recording });
      answer = await reply.json();
    } catch {
      answer = { note: word("noMic") };
    }
    show("");
    if (!answer.text) return tell(answer.note ?? "");
    heard = answer.text;
    fill([field().value.trim(), heard].filter(Boolean).join(" "));
    heard = field().value;
    field().focus();
    send();
    tell(word("heard").replace("{words}", heard), true);
  }

  function cancel() {
    if (!session) return;
    end();
    show("");
    field().focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && session) {
      event.stopPropagation();
      cancel();
    }
  });

  return {
    toggle: () => (session ? stop() : start()),
    cancel,
    write,
    settle: () => tell(""),
    tell,
    get heard() {
      return heard;
    },
  };
})();

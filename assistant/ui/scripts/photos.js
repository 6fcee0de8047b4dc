// Files on their way: picked, pasted, dropped anywhere on the page or photographed.
const CROP = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 2v15h15M2 7h15v15"></path></svg>';
const attachments = (() => {
  let files = [];
  let joining = false;

  function add(list) {
    for (const file of list) {
      if (file.type.startsWith("audio/")) talking.write(file);
      else files.push(entry(file));
    }
    draw();
    files.filter((one) => isPhoto(one) && !one.asked).forEach(offer);
  }

  // Several things in one photo: which is meant is asked, and need not be answered.
  async function offer(one) {
    one.asked = true;
    one.choices = (await attachments.suggest(one).catch(() => [])).map((file) => ({
      file,
      url: URL.createObjectURL(file),
    }));
    if (files.includes(one) && one.choices.length) draw();
  }

  function entry(file) {
    const one = { file, url: URL.createObjectURL(file), problem: "", asked: false };
    one.path = upload(file).then(
      ({ path }) => path,
      () => {
        one.problem = word("tooLarge");
        draw();
        return "";
      },
    );
    return one;
  }

  function replace(one, file) {
    const made = entry(file);
    made.asked = true;
    files = files.map((other) => (other === one ? made : other));
    draw();
  }

  const isPhoto = (one) => !one.file.type.startsWith("video/");
  const earlier = () => !!document.querySelector("#chips .kind-photos");

  function draw() {
    const place = element.querySelector(".attached");
    place.replaceChildren(...files.map(shown));
    const several = files.find((one) => one.choices?.length);
    if (several) place.append(choices(several));
    if (files.some(isPhoto) && earlier()) place.append(question());
    document.dispatchEvent(new CustomEvent("shopper:attached", { detail: { count: files.length } }));
  }

  function choices(one) {
    const group = document.createElement("div");
    group.className = "choices";
    group.setAttribute("role", "group");
    group.ariaLabel = word("which");
    group.append(Object.assign(document.createElement("span"), { textContent: word("which") }));
    for (const choice of one.choices) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "choice";
      button.ariaLabel = word("thisThing");
      button.append(Object.assign(document.createElement("img"), { src: choice.url, alt: "" }));
      button.addEventListener("click", () => replace(one, choice.file));
      group.append(button);
    }
    return group;
  }

  function shown(one) {
    const item = document.createElement("div");
    item.className = "thumbnail-item";
    const picture = document.createElement(isPhoto(one) ? "img" : "video");
    picture.src = one.url;
    if (isPhoto(one)) picture.alt = word("attached");
    item.append(picture, ...(isPhoto(one) ? [deed("crop", one)] : []), deed("remove", one));
    if (one.problem) item.append(Object.assign(document.createElement("p"), { textContent: one.problem }));
    return item;
  }

  function deed(name, one) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `thumbnail-${name}`;
    button.ariaLabel = word(name);
    button.title = word(name);
    if (name === "crop") button.innerHTML = CROP;
    else button.textContent = "✕";
    button.addEventListener("click", () => (name === "crop" ? cropping.open(one) : drop(one)));
    return button;
  }

  function drop(one) {
    files = files.filter((other) => other !== one);
    draw();
    field().focus();
  }

  // A photo after a photo takes its place, unless it is said to join it.
  function question() {
    const label = document.createElement("label");
    label.className = "joining";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = joining;
    const said = document.createElement("span");
    const tell = () => (said.textContent = word(joining ? "joins" : "replaces"));
    box.addEventListener("change", () => {
      joining = box.checked;
      tell();
    });
    tell();
    label.append(box, said);
    return label;
  }

  element.addEventListener("change", (event) => {
    if (event.target.type !== "file") return;
    add(event.target.files);
    event.target.value = "";
  });

  const carried = (data) => [...(data?.files ?? [])].filter((one) => /^(image|video|audio)\//.test(one.type));
  const ready = () => !field().disabled && !document.querySelector("[role=tab][aria-selected=true]")?.matches(":last-child");

  document.addEventListener("paste", (event) => {
    const found = carried(event.clipboardData);
    if (!found.length || !ready()) return;
    event.preventDefault();
    add(found);
  });
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files") || !ready()) return;
    event.preventDefault();
    element.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) element.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    element.classList.remove("dropping");
    const found = carried(event.dataTransfer);
    if (!found.length || !ready()) return;
    event.preventDefault();
    add(found);
  });

  return {
    add,
    draw,
    replace,
    count: () => files.length,
    joins: () => joining && earlier(),
    pictures: () => files.filter(isPhoto).map((one) => one.url),
    take() {
      const paths = files.map((one) => one.path);
      files = [];
      joining = false;
      draw();
      return paths;
    },
  };
})();

const cropping = { open() {} };

// Which thing in a photo is meant: what was found is offered as cut-outs; any region can be drawn.
const LEAST = 0.04; // of a side: less is a tap, not a region
cropping.open = (one) => {
  const view = document.createElement("dialog");
  view.className = "cropping";
  view.setAttribute("aria-label", word("crop"));
  const stage = document.createElement("div");
  stage.className = "crop-stage";
  const image = Object.assign(document.createElement("img"), { src: one.url, alt: word("attached") });
  const frame = Object.assign(document.createElement("div"), { className: "crop-frame", hidden: true });
  stage.append(image, frame);
  const hint = Object.assign(document.createElement("p"), { className: "hint", textContent: word("cropHint") });
  const whole = Object.assign(document.createElement("button"), { type: "button", className: "way", textContent: word("wholePhoto") });
  whole.addEventListener("click", () => view.close());
  view.append(hint, stage, whole);
  element.append(view);
  view.addEventListener("close", () => view.remove());
  draw(stage, image, frame, (box) => choose(one, image, box, view));
  view.showModal();
  image.decode().then(() => offer(one, image, stage, view)).catch(() => view.close());
};

// Boxes of what stands out, as buttons on the photo: a tap chooses one.
async function offer(one, image, stage, view) {
  for (const box of await found(one)) {
    const [left, top, right, bottom] = box.map((share) => 100 * share);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "thing";
    button.ariaLabel = word("thisThing");
    button.style.cssText = `left:${left}%;top:${top}%;width:${right - left}%;height:${bottom - top}%`;
    button.addEventListener("click", () => choose(one, image, box, view));
    stage.append(button);
  }
}

async function found(one) {
  try {
    const reply = await shopper.fetch("things", { method: "POST", body: one.file });
    return (await reply.json()).things ?? [];
  } catch {
    return [];
  }
}

function draw(stage, image, frame, done) {
  let from = null;
  const at = ({ clientX, clientY }) => {
    const { left, top, width, height } = image.getBoundingClientRect();
    const share = (value) => Math.min(1, Math.max(0, value));
    return [share((clientX - left) / width), share((clientY - top) / height)];
  };
  const box = (to) => [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])];
  stage.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    from = at(event);
  });
  stage.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [left, top, right, bottom] = box(at(event)).map((share) => 100 * share);
    frame.hidden = false;
    frame.style.cssText = `left:${left}%;top:${top}%;width:${right - left}%;height:${bottom - top}%`;
  });
  addEventListener("pointerup", (event) => {
    if (!from) return;
    const region = box(at(event));
    const [left, top, right, bottom] = region;
    const tap = right - left < LEAST || bottom - top < LEAST;
    if (tap) document.elementsFromPoint(event.clientX, event.clientY).find((e) => e.matches?.(".thing"))?.click();
    else done(region);
    from = null;
    frame.hidden = true;
  });
}

async function choose(one, image, [left, top, right, bottom], view) {
  if (!image.isConnected) return;
  attachments.replace(one, await cut(image, [left, top, right, bottom], one.file.name));
  view.close();
}

function cut(image, [left, top, right, bottom], name) {
  const [width, height] = [image.naturalWidth, image.naturalHeight];
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(8, Math.round((right - left) * width));
  canvas.height = Math.max(8, Math.round((bottom - top) * height));
  canvas.getContext("2d").drawImage(image, -left * width, -top * height);
  return new Promise((done) =>
    canvas.toBlob((blob) => done(new File([blob], name.replace(/\.\w*$/, "") + ".jpg", { type: "image/jpeg" })), "image/jpeg", 0.92),
  );
}

// Several things in a photo that was just attached are offered beside it, as what they look like.
attachments.suggest = async (one) => {
  const boxes = await found(one);
  if (boxes.length < 2) return [];
  const image = Object.assign(new Image(), { src: one.url });
  await image.decode();
  return Promise.all(boxes.slice(0, 4).map((box) => cut(image, box, one.file.name)));
};

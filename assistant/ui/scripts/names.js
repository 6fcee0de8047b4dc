// Gradio names its field for files otherwise than it is labelled: it is called what can be read.
watch("value", () => {
  setTimeout(() => {
    const field = document.querySelector("#feed .upload-container");
    if (field) field.ariaLabel = field.innerText.replace(/\s+/g, " ").trim();
  }, 300);
});

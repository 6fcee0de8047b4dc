// Gradio tells no event when a recording has been attached; every change of the box is looked at in
// the browser, and only a recording calls the server. Nothing can be sent until its words are here.
(message) => {
  const spoken = (message?.files ?? []).some((file) => /^audio\//.test(file.mime_type ?? ""));
  if (!spoken) return;
  document.querySelector("#box [data-testid=submit-button]").disabled = true;
  document.getElementById("hear").click();
}

"use strict";
// What a shop writes: where the assistant stands, and how a product is opened in the shop's own page.
const assistant = document.querySelector("shop-assistant");
const shown = document.querySelector("#product");

assistant.addEventListener("product", (event) => {
  event.preventDefault(); // stay on this page
  const { product, offer, url } = event.detail;
  shown.querySelector("h2").textContent = product.title;
  shown.querySelector("p").textContent = [offer.price, offer.currency].filter(Boolean).join(" ");
  shown.querySelector("a").href = url;
  shown.hidden = false;
});

for (const button of document.querySelectorAll("[data-layout]")) {
  button.addEventListener("click", () => assistant.setAttribute("layout", button.dataset.layout));
}

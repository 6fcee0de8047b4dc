// Past the header to the box. The address keeps what it says of a product.
element.addEventListener("click", (event) => {
  if (!event.target.closest(".skip")) return;
  event.preventDefault();
  document.getElementById("question").focus();
});

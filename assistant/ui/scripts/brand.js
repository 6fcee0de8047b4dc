// A screen reader speaks the page's language.
const speak = () => {
  document.documentElement.lang = element.querySelector("[data-language]").dataset.language;
};
watch("value", speak);
speak();

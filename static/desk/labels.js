// The side-by-side lists of Django's admin name their search icon without saying that it is one.
window.addEventListener("load", () => {
  for (const icon of document.querySelectorAll(".search-label-icon[aria-label]")) icon.setAttribute("role", "img");
});

// Leaving the story's form with text that was not saved asks first. Without this file nothing else changes.
const form = document.getElementById("story_form");
let unsaved = document.querySelector(".errornote") !== null;
if (form) {
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}

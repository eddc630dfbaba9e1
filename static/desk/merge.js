// The merge page: who types words of their own means them, and who leaves with work unsaved is asked.
const form = document.getElementById("merge_form");
let unsaved = document.querySelector(".errornote, .previewed") !== null;
form.addEventListener("input", (event) => {
  unsaved = true;
  const name = event.target.dataset.own;
  if (!name) return;
  for (const radio of form.elements[name]) radio.checked = radio.value === "own";
});
form.addEventListener("change", (event) => {
  if (event.target.type === "radio" && event.target.value === "own") {
    event.target.closest(".place").querySelector(".own").open = true;
  }
});
form.addEventListener("submit", () => { unsaved = false; });
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

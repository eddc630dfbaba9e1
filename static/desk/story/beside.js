// Another version beside the text, as it was or as what differs from the text in the form, words and emphasis and links.
import { ask, later } from "./asking.js";

export function standBeside(form) {
  const panel = document.getElementById("beside");
  const chooser = panel?.querySelector("form");
  if (!chooser || !form.dataset.beside) return;
  const place = panel.querySelector(".beside-text");
  const look = async () => {
    const body = new FormData(form);
    for (const [name, value] of new FormData(chooser)) body.set(name, value);
    try {
      const answer = await ask(form.dataset.beside, form, body);
      if (place.innerHTML !== answer.html) place.innerHTML = answer.html;
      place.classList.remove("old");
    } catch {
      place.classList.add("old");
    }
  };
  chooser.querySelector("button").hidden = true;
  chooser.addEventListener("change", look);
  const soon = later(900, look);
  form.addEventListener("input", () => chooser.elements.differs.checked && soon());
}

// The checks before publishing, on the text as it stands in the form; nothing is saved by asking.
import { ask, later } from "./asking.js";

export function checkLive(form) {
  const place = document.getElementById("findings");
  if (!place || !form.dataset.check) return;
  let asked = 0;
  const look = async () => {
    asked += 1;
    const mine = asked;
    try {
      const answer = await ask(form.dataset.check, form, new FormData(form));
      if (mine !== asked) return; // a later text was asked about in the meantime
      if (place.innerHTML !== answer.html) place.innerHTML = answer.html;
      place.classList.remove("old");
    } catch {
      place.classList.add("old");
    }
  };
  form.addEventListener("input", later(700, look));
  place.addEventListener("click", (event) => {
    const field = event.target.closest("a[href^='#id_']");
    const target = field && document.querySelector(field.getAttribute("href"));
    if (!target) return;
    event.preventDefault();
    const rich = target.id === "id_body" && document.querySelector(".editor:not(.as-source) .ProseMirror");
    (rich || target).focus();
    (rich || target).scrollIntoView({ block: "center" });
  });
}

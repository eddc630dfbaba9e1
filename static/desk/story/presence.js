// Who else has the story open. Whoever opened it first has the pen; another takes it only by saying so, and both are told.
import { ask } from "./asking.js";

const EVERY = 15_000;

export function bePresent(form, editor) {
  const place = document.getElementById("presence");
  if (!place || !form.dataset.presence) return;
  let reading = false;
  const lock = (on) => {
    reading = on;
    form.classList.toggle("reading", on);
    for (const field of form.querySelectorAll("input:not([type=hidden]), textarea")) field.readOnly = on;
    for (const field of form.querySelectorAll("select, [type=checkbox], .editor button")) field.disabled = on;
    for (const button of document.querySelectorAll("[form=story_form], #story_form [name=_save]")) button.disabled = on;
    editor?.view?.setProps({});
    if (!on) editor?.mark();
  };
  let first = true;
  const look = async (does = "") => {
    const body = new FormData();
    body.append("does", does);
    let answer;
    try {
      answer = await ask(form.dataset.presence, form, body);
    } catch {
      return;
    }
    if (place.innerHTML !== answer.html) place.innerHTML = answer.html;
    // Whoever finds another at work reads until she takes over; whoever is at work is never locked out of her own words.
    if (first && answer.reading && !form.querySelector(".errornote")) lock(true);
    if (reading && !answer.reading) lock(false);
    first = false;
  };
  place.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-does]");
    if (button) look(button.dataset.does);
  });
  look();
  const timer = setInterval(look, EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  let saving = false;
  form.addEventListener("submit", () => {
    saving = true; // and back in a moment: the pen stays
  });
  window.addEventListener("pagehide", () => {
    clearInterval(timer);
    if (saving) return;
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    body.append("does", "leave");
    navigator.sendBeacon(form.dataset.presence, body);
  });
}

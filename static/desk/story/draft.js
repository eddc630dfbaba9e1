// What was typed is never lost: it is kept in the browser at once and on the server a moment later, and offered when the
// story is opened again. It is no version of the story, and nobody else sees it.
import { ask, later, typed } from "./asking.js";

const IGNORED = ["version", "opened", "_save", "_then"];

export function keepDraft(form, editor) {
  if (!form.dataset.draft) return;
  const key = `desk draft ${form.dataset.draftKey}`;
  const told = document.getElementById("draft_told");
  const say = (word) => {
    if (told) told.textContent = told.dataset[word] || "";
  };
  const asOpened = JSON.stringify(content(typed(form)));
  const keepHere = () => {
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), typed: typed(form) }));
    } catch {
      // The browser keeps nothing: the server's copy is the only one.
    }
  };
  let sent = false;
  const keepThere = async () => {
    if (sent) return; // on its way to be saved: what would come after that save is no draft
    const now = typed(form);
    const said = JSON.stringify(now);
    try {
      await ask(form.dataset.draft, form, new Blob([said], { type: "application/json" }));
      if (JSON.stringify(typed(form)) === said) {
        localStorage.removeItem(key);
        say("kept");
      }
    } catch (problem) {
      say({ 401: "signedOut", 429: "typing" }[problem.status] ?? "here");
      soon();
    }
  };
  const soon = later(1500, keepThere);
  const again = later(4000, keepThere);
  const begin = () => {
    if (JSON.stringify(content(typed(form))) === asOpened) return;
    keepHere();
    say("typing");
    soon();
  };
  form.addEventListener("input", begin);
  form.addEventListener("submit", (event) => {
    keepHere();
    sent = navigator.onLine;
    if (sent) return;
    event.preventDefault(); // the browser would show that it has no network, in the place of the text
    event.stopImmediatePropagation();
    say("here");
  });
  window.addEventListener("online", again);
  offerWhatIsHere(form, key, asOpened);
  answerOffer(form, key, editor);
}

const content = (said) => Object.fromEntries(Object.entries(said).filter(([name]) => !IGNORED.includes(name)));

// A draft that only this browser has goes to the server first, so that there is one way to offer it.
async function offerWhatIsHere(form, key, asOpened) {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(key) || "null");
  } catch {
    localStorage.removeItem(key);
  }
  if (!kept?.typed) return;
  if (JSON.stringify(content(kept.typed)) === asOpened) {
    localStorage.removeItem(key);
    return;
  }
  // The server's own draft is older than this one: who restored it in the meantime would lose what came after.
  document.getElementById("draft_offer").replaceChildren();
  try {
    const body = new Blob([JSON.stringify(kept.typed)], { type: "application/json" });
    const offered = () => ask(`${form.dataset.draft}?offer=1`, form, body);
    const answer = await offered().catch((problem) => {
      if (problem.status !== 429) throw problem;
      return new Promise((done) => setTimeout(done, 1500)).then(offered);
    });
    localStorage.removeItem(key);
    document.getElementById("draft_offer").innerHTML = answer.html;
  } catch {
    // It stays in the browser, and is offered the next time.
  }
}

function answerOffer(form, key, editor) {
  document.getElementById("draft_offer")?.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-draft]");
    if (!button) return;
    const place = event.currentTarget;
    if (button.dataset.draft === "restore") {
      restore(form, JSON.parse(place.querySelector("script").textContent), editor);
    } else {
      localStorage.removeItem(key);
      await ask(form.dataset.draft, form, new Blob(["{}"], { type: "application/json" }), { method: "DELETE" });
    }
    place.replaceChildren();
  });
}

export function restore(form, said, editor) {
  for (const [name, values] of Object.entries(said)) {
    const fields = [...form.elements].filter((one) => one.name === name);
    fields.forEach((field, place) => {
      if (field.type === "checkbox") field.checked = values.length > 0;
      else if (field.id !== "id_body" || !editor) field.value = values[place] ?? "";
    });
  }
  for (const box of form.querySelectorAll("[type=checkbox]")) if (!(box.name in said)) box.checked = false;
  if (editor && said.body) editor.set(said.body[0]);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

// The story's screen, brought together. Each part works alone, and the page works without any of them.
import { keepDraft } from "./story/draft.js";
import { checkLive } from "./story/checks.js";
import { count } from "./story/counters.js";
import { bePresent } from "./story/presence.js";
import { standBeside } from "./story/beside.js";
import { choose } from "./story/conflicts.js";
import { Editor } from "./editor/editor.js";

const form = document.getElementById("story_form");
const body = form?.querySelector("#id_body");
if (form && body) {
  const box = form.querySelector(".editor");
  const editor = box ? new Editor(body, box, form.querySelector("#id_language")) : null;
  count(form);
  keepDraft(form, editor);
  checkLive(form);
  standBeside(form);
  choose(form, editor);
  bePresent(form, editor);
}

// After a refused save, at the press of a button: one side of a field, the other, or both put together; and the same at
// each place where the two do not fit, which leaves all that was typed elsewhere since.

const BLOCK_END = /(<\/(?:p|h[2-4]|ul|ol|blockquote|table|figure)>)\s+/g;

export function choose(form, editor) {
  for (const acts of form.querySelectorAll(".place .acts")) acts.hidden = false;
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-choose], button[data-put]");
    if (button?.dataset.choose) whole(button);
    else if (button) atOnePlace(button);
  });

  function whole(button) {
    const both = button.closest(".both");
    const side = button.dataset.choose;
    put(button, both.querySelector(`[data-side=${side}]`).value);
    press(button);
    for (const place of both.querySelectorAll(".place")) {
      press(place.querySelector(`[data-put=${side === "theirs" ? "theirs" : "ours"}]`));
    }
  }

  function atOnePlace(button) {
    const place = button.closest(".place");
    const said = place.querySelector("[role=status]");
    const text = form.querySelector(`#${place.dataset.for}`).value.replaceAll("\r\n", "\n").replace(BLOCK_END, "$1").trim();
    const found = standing(text, place.dataset);
    said.textContent = found ? "" : said.dataset.gone;
    if (!found) return;
    put(button, text.slice(0, found.from) + place.dataset[button.dataset.put] + text.slice(found.from + found.now.length));
    press(button);
  }

  // By an act of the editor's or the browser's own, so that it can be undone like anything typed.
  function put(button, text) {
    const id = button.dataset.for ?? button.closest(".place").dataset.for;
    const field = form.querySelector(`#${id}`);
    if (id === "id_body" && editor) return editor.set(text);
    field.focus();
    field.select();
    document.execCommand(text ? "insertText" : "delete", false, text);
    button.focus();
  }
}

// Where in the text the place is, and which of its three texts stands there: after what stood before it, or, if that was
// written on since, wherever it stands alone.
function standing(text, { before, both, ours, theirs }) {
  const texts = [both, ours, theirs].sort((one, other) => other.length - one.length);
  for (const now of texts) {
    const at = text.indexOf(before + now);
    if (at >= 0 && (now || before)) return { now, from: at + before.length };
    const alone = text.indexOf(now);
    if (now && alone >= 0 && alone === text.lastIndexOf(now)) return { now, from: alone };
  }
  return null;
}

function press(button) {
  for (const other of button.parentNode.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
}

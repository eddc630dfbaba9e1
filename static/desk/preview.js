// The preview beside the list, where the window is wide enough for both.
const WIDE = window.matchMedia("(min-width: 1100px)");

export function makePreview(place, say) {
  let row = null;
  const close = () => { place.hidden = true; place.replaceChildren(); row = null; };

  async function show(wanted) {
    if (!WIDE.matches || row === wanted) return;
    row = wanted;
    const answer = await fetch(wanted.dataset.preview).catch(() => null);
    if (row !== wanted) return; // the editor has moved on
    if (!answer?.ok || answer.redirected) { close(); return say(document.getElementById("inbox").dataset.lost); }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (row !== wanted) return;
    place.replaceChildren(...page.body.childNodes);
    place.hidden = false;
    place.scrollTop = 0;
  }

  return {
    show, close,
    fits: () => WIDE.matches,
    isOpen: () => !place.hidden,
    shows: (wanted) => !place.hidden && row === wanted,
    row: () => row,
    focus: () => place.focus({ preventScroll: true }),
    hasFocus: () => place.contains(document.activeElement),
    left: (gone) => { if (row === gone) close(); },
  };
}

// Straight quotes, dashes and dots as the language writes them. Pure: text in, changes out.

const NARROW = "\u202f";
const STYLES = {
  fr: { open: `«${NARROW}`, close: `${NARROW}»`, inner: ["‹", "›"], apostrophe: "’" },
  de: { open: "„", close: "“", inner: ["‚", "‘"], apostrophe: "’" },
  ar: { open: "«", close: "»", inner: ["“", "”"], apostrophe: "’" },
  en: { open: "“", close: "”", inner: ["‘", "’"], apostrophe: "’" },
};
for (const like of ["fa", "ur"]) STYLES[like] = STYLES.ar;

const OPENS_AFTER = /^$|[\s([{«“„‘‚—–/\u00a0\u202f]/u;
const LETTER = /[\p{L}\p{N}]/u;

export const styleOf = (language) => STYLES[(language || "en").toLowerCase().split("-")[0]] || STYLES.en;

// The changes, each `{from, to, text}` with places in `text`; from the last to the first, so that they can be made one by one.
export function straightened(text, language) {
  const style = styleOf(language);
  const changes = [];
  const put = (from, to, instead) => {
    if (text.slice(from, to) !== instead) changes.unshift({ from, to, text: instead });
  };
  for (let at = 0; at < text.length; at += 1) {
    const before = text[at - 1] || "";
    const after = text[at + 1] || "";
    if (text[at] === '"') {
      const opens = OPENS_AFTER.test(before) && !/^$|\s/.test(after);
      const spaced = style.open.length > 1;
      if (opens) put(at, at + 1 + (spaced && /[ \u00a0]/.test(after) ? 1 : 0), style.open);
      else if (spaced && OPENS_AFTER.test(before) && /[ \u00a0]/.test(after) && opensLater(text, at)) put(at, at + 2, style.open);
      else put(at - (spaced && /[ \u00a0]/.test(before) ? 1 : 0), at + 1, style.close);
    } else if (text[at] === "'") {
      const opens = OPENS_AFTER.test(before) && LETTER.test(after) && closesLater(text, at);
      const closes = !LETTER.test(after) && opened(text, at);
      put(at, at + 1, opens ? style.inner[0] : closes ? style.inner[1] : style.apostrophe);
    } else if (text.startsWith("...", at) && after === "." && text[at + 3] !== ".") {
      put(at, at + 3, "…");
      at += 2;
    } else if (text.startsWith("---", at)) {
      put(at, at + 3, "—");
      at += 2;
    } else if (text.startsWith("--", at)) {
      put(at, at + 2, /\s/.test(before) ? "–" : "—");
      at += 1;
    } else if (text[at] === "-" && before === " " && after === " ") {
      put(at, at + 1, "–");
    }
  }
  return changes;
}

// A quote with spaces on both sides opens if an even number of straight ones stands before it.
const opensLater = (text, at) => (text.slice(0, at).match(/"/g) || []).length % 2 === 0;
// A single quote that begins a word opens only if one ends a word later on: otherwise it stands for what was left out.
const closesLater = (text, at) => /[\p{L}\p{N}.,!?]'(?![\p{L}\p{N}])/u.test(text.slice(at + 1));
const opened = (text, at) => {
  const starts = [...text.slice(0, at).matchAll(/(^|[\s([{«“„—–])'(?=[\p{L}\p{N}])/gu)].length;
  const ends = [...text.slice(0, at).matchAll(/[\p{L}\p{N}.,!?]'(?![\p{L}\p{N}])/gu)].length;
  return starts > ends;
};

export function applied(text, changes) {
  let result = text;
  for (const one of changes) result = result.slice(0, one.from) + one.text + result.slice(one.to);
  return result;
}

// Characters and words under the fields that say so, as one types.
const WORD = /[\p{L}\p{N}\p{M}'’‑-]+/gu;
const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/gu; // of these each character counts as half a word
const A_MINUTE = 230;

export function words(text) {
  const unspaced = (text.match(UNSPACED) || []).length;
  return (text.replace(UNSPACED, " ").match(WORD) || []).length + Math.round(unspaced / 2);
}

const plain = (html) => {
  const page = new DOMParser().parseFromString(html.replace(/<(?:br|\/(?:p|h[2-4]|li|td|th|caption|figcaption))>/g, "$& "), "text/html");
  return page.body.textContent.replace(/\s+/g, " ").trim();
};

export function count(form) {
  for (const counter of form.querySelectorAll("[data-counts]")) {
    const field = form.querySelector(`#${counter.dataset.counts}`);
    const told = () => {
      const text = field.id === "id_body" ? plain(field.value) : field.value.trim();
      const number = words(text);
      const said = { characters: [...text].length, words: number, minutes: Math.max(1, Math.ceil(number / A_MINUTE)) };
      counter.textContent = counter.dataset.says.replace(/#(\w+)#/g, (_, name) => said[name]);
      counter.classList.toggle("over", Boolean(counter.dataset.most) && said.characters > Number(counter.dataset.most));
    };
    field.addEventListener("input", told);
    told();
    counter.hidden = false;
  }
}

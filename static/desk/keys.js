// Keys of one letter for a page. They never fire in a field, with a modifier, or when they are switched off.
const SWITCH = "desk.keys";
const FIELDS = "input:not([type=checkbox], [type=button]), textarea, select, [contenteditable]";

export const recall = (name) => {
  try { return localStorage.getItem(name); } catch { return null; }
};
export const remember = (name, value) => {
  try { localStorage.setItem(name, value); } catch { /* a browser that keeps nothing forgets it at the next page */ }
};
export const areOn = () => recall(SWITCH) !== "off";
export const switchKeys = (on) => remember(SWITCH, on ? "on" : "off");

// The letter as it is printed on a Latin keyboard, also where another script is typed.
const letter = (event) => {
  if (event.key.length > 1) return event.key;
  if (/^[\x20-\x7e]$/.test(event.key)) return event.key.toLowerCase();
  return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
};

// Each key names what it does; what is in `repeated` may be held down.
export function listen(keys, repeated = "") {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest(FIELDS) || document.querySelector("dialog[open]")) return;
    const key = letter(event);
    if (key.length === 1 && !areOn()) return;
    if (event.shiftKey && key !== "?" && key !== "/") return;
    if (!Object.hasOwn(keys, key) || (event.repeat && !repeated.includes(key))) return;
    if (keys[key](event) !== false) event.preventDefault();
  });
}

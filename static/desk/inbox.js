// The inbox by keyboard: acts without leaving the list, the preview beside it, new items announced. Without this file
// everything is a plain page.
import { areOn, listen, switchKeys } from "./keys.js";
import { announceArrivals } from "./arrivals.js";
import { makePreview } from "./preview.js";

const inbox = document.getElementById("inbox");
const list = document.getElementById("wire");
const form = document.getElementById("inbox_form");
const said = document.getElementById("said");
const undoButton = document.getElementById("undo");
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const preview = makePreview(document.getElementById("preview"), (sentence) => say(sentence));
const done = [];
let turn = Promise.resolve();

const rows = () => [...list.querySelectorAll(".wire-row:not([aria-busy])")];
const current = () => document.activeElement.closest?.(".wire-row") ?? list.querySelector(".wire-row.current");
const keyOf = (row) => BigInt(row.dataset.key);

function say(sentence, story = "") {
  said.replaceChildren(sentence);
  if (story) said.append(" ", Object.assign(document.createElement("a"), { href: story, textContent: inbox.dataset.open }));
}

function goTo(row) {
  list.querySelector(".current")?.classList.remove("current");
  if (!row) return;
  row.classList.add("current");
  row.querySelector(".headline").focus();
  row.scrollIntoView({ block: "nearest" });
  if (preview.isOpen()) preview.show(row);
}

function move(step) {
  const all = rows();
  const at = all.indexOf(current());
  goTo(at < 0 ? all[0] : all[Math.min(Math.max(at + step, 0), all.length - 1)]);
}

async function post(url) {
  const answer = await fetch(url, { method: "POST", headers: { "X-CSRFToken": token, Accept: "application/json" } })
    .catch(() => null);
  if (!answer || (answer.status >= 500)) return { error: inbox.dataset.lost };
  if (answer.redirected || !answer.headers.get("Content-Type")?.startsWith("application/json")) {
    return { error: inbox.dataset.signedOut };
  }
  return answer.json();
}

// One act after the other, in the order of the keys; the editor is at the next row before the first answer comes.
function act(verb, row = current()) {
  if (!row || row.hasAttribute("aria-busy")) return;
  const button = row.querySelector(`[data-verb=${verb}]`);
  if (!button) return say(inbox.dataset.notOpen);
  const all = rows();
  const at = all.indexOf(row);
  row.setAttribute("aria-busy", "true");
  goTo(all[at + 1] ?? all[at - 1]);
  turn = turn.then(async () => {
    const told = await post(button.formAction);
    row.removeAttribute("aria-busy");
    if (told.error) return say(told.error, told.story);
    leave(row);
    if (told.undo) done.push({ url: told.undo, row });
    say(told.said, told.story);
    undoButton.hidden = done.length === 0;
  });
}

// To publish has a page of its own, where one sees first what readers will get.
function publish() {
  const button = current()?.querySelector("[data-verb=take]");
  if (!button) return say(inbox.dataset.notOpen);
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "_then", value: "publish" }));
  form.requestSubmit(button);
}

function leave(row) {
  const focused = row.contains(document.activeElement);
  row.remove();
  row.classList.remove("current");
  preview.left(row);
  document.getElementById("none_left").hidden = rows().length > 0;
  if (focused) document.querySelector("#none_left a")?.focus();
}

function undo() {
  turn = turn.then(async () => {
    const last = done.pop();
    if (!last) return say(inbox.dataset.nothingToUndo);
    const told = await post(last.url);
    undoButton.hidden = done.length === 0;
    if (told.error) return say(told.error);
    list.insertBefore(last.row, rows().find((row) => keyOf(row) < keyOf(last.row)) ?? null);
    document.getElementById("none_left").hidden = true;
    goTo(last.row);
    say(`${inbox.dataset.undone} ${told.said}`);
  });
}

function open(event) {
  const row = current();
  if (!row) return false;
  if (event.key === "Enter" && !event.target.classList.contains("headline")) return false;
  if (!preview.fits()) return void location.assign(row.querySelector(".headline").href);
  if (preview.shows(row)) preview.focus();
  else { goTo(row); preview.show(row); }
}

function escape() {
  if (preview.hasFocus()) goTo(current() ?? rows()[0]);
  else if (preview.isOpen()) preview.close();
  else return false;
}

listen({
  j: () => move(1), k: () => move(-1), o: open, Enter: open, Escape: escape,
  t: () => act("take"), p: publish, s: () => act("spike"), u: undo,
  x: () => current()?.querySelector("[type=checkbox]").click(),
  "/": () => document.getElementById("filter_q").select(),
  "?": () => dialog.showModal(),
}, "jk");

const dialog = document.getElementById("keys");
const keysOn = document.getElementById("keys_on");
const showKeys = document.getElementById("show_keys");
keysOn.checked = areOn();
keysOn.addEventListener("change", () => {
  switchKeys(keysOn.checked);
  say(keysOn.checked ? inbox.dataset.keysOn : inbox.dataset.keysOff);
});
showKeys.hidden = false;
showKeys.addEventListener("click", () => dialog.showModal());
undoButton.addEventListener("click", undo);

list.addEventListener("focusin", (event) => {
  list.querySelector(".current")?.classList.remove("current");
  event.target.closest(".wire-row")?.classList.add("current");
});
list.addEventListener("click", (event) => {
  const row = event.target.closest(".wire-row");
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (event.target.closest(".headline") && plain && preview.fits()) {
    event.preventDefault();
    goTo(row);
    preview.show(row);
  }
});
// “Spike” stays here; “Take” leads to the story, as its editor wants to go on with it.
document.addEventListener("submit", (event) => {
  if (event.submitter?.dataset.verb !== "spike") return;
  const row = event.submitter.closest(".wire-row") ?? preview.row();
  if (!row) return;
  event.preventDefault();
  act("spike", row);
});

const chooseAll = document.getElementById("choose_all");
if (chooseAll) {
  chooseAll.hidden = chooseAll.parentElement.querySelector(".choose-all").hidden = false;
  chooseAll.addEventListener("change", () => {
    for (const box of list.querySelectorAll("[name=_selected_action]")) box.checked = chooseAll.checked;
  });
}
announceArrivals(document.getElementById("arrivals"), inbox.dataset);

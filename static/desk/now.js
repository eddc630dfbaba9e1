// Keeps the desk's first page fresh without moving focus or scroll; can be paused, and remembers that.
import { run } from "./clock.js";
import { recall, remember } from "./keys.js";

const EVERY = 30_000;
const PAUSED = "desk.now";
const place = document.getElementById("now");
const said = document.getElementById("now_said");
const pause = document.getElementById("now_pause");

const isPaused = () => recall(PAUSED) === "paused";
const counts = () => new Map([...place.querySelectorAll("[data-count]")].map((one) => [one.dataset.label, one.dataset.count]));

function swap(html) {
  const before = counts();
  const open = [...place.querySelectorAll("details[open]")].map((one) => one.id);
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const href = focused?.getAttribute("href");
  const inside = focused?.closest("[id]")?.id;
  place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  run(place);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (focused) {
    const again = href ? [...place.querySelectorAll("a")].find((one) => one.getAttribute("href") === href)
      : document.getElementById(inside)?.querySelector("summary");
    again?.focus({ preventScroll: true });
  }
  const news = [...counts()].filter(([label, count]) => before.get(label) !== count);
  if (news.length) said.textContent = news.map(([label, count]) => `${label}: ${count}`).join(", ");
}

async function freshen() {
  if (isPaused() || document.hidden) return;
  const answer = await fetch(place.dataset.fresh).catch(() => null);
  if (isPaused()) return;
  if (!answer?.ok || answer.redirected) said.textContent = place.dataset.lost;
  else swap(await answer.text());
}

function show() {
  pause.setAttribute("aria-pressed", String(isPaused()));
}

pause.hidden = false;
pause.addEventListener("click", () => {
  remember(PAUSED, isPaused() ? "on" : "paused");
  show();
  freshen();
});
document.addEventListener("visibilitychange", freshen);
setInterval(freshen, EVERY);
run(place);
show();

// Says that new items have come, under the same filters, and moves nothing: the editor shows them when it suits.
const EVERY = 20_000;

export function announceArrivals(place, { newer, after }) {
  const asked = new URLSearchParams(location.search);
  asked.delete("before");
  const shown = `?${asked}`;
  asked.set("after", after);

  async function look() {
    if (document.hidden) return;
    const answer = await fetch(`${newer}?${asked}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const { said } = await answer.json();
    if (said === place.textContent) return;
    const link = Object.assign(document.createElement("a"), { href: location.pathname + shown, textContent: said });
    place.replaceChildren(...(said ? [link] : []));
  }

  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
}

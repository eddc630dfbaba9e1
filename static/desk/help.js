// Each screen's help stays as it was left: folded away, or open.
import { recall, remember } from "./keys.js";

for (const panel of document.querySelectorAll("details[data-help]")) {
  const name = `desk.help.${panel.dataset.help}`;
  panel.open = recall(name) === "open";
  panel.addEventListener("toggle", () => remember(name, panel.open ? "open" : "closed"));
}

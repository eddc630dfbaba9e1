// The switch between the system's light, light and dark. theme.js, in the head, shows what is kept.
const choices = [...document.querySelectorAll("input[name=theme]")];

function tick() {
  const kept = keptTheme();
  for (const choice of choices) choice.checked = choice.value === kept;
}

function choose(event) {
  showTheme(event.target.value);
  try {
    if (event.target.value === "system") localStorage.removeItem("theme");
    else localStorage.setItem("theme", event.target.value);
  } catch {
    // It holds for this page, then.
  }
}

for (const choice of choices) choice.addEventListener("change", choose);
addEventListener("pageshow", tick);
addEventListener("storage", () => {
  showTheme(keptTheme());
  tick();
});

// A table that is wider than its column scrolls, and what scrolls must be in the keyboard's reach.
function reachTables() {
  for (const table of document.querySelectorAll(".body table")) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
    else table.removeAttribute("tabindex");
  }
}

addEventListener("resize", reachTables);
addEventListener("load", reachTables);
reachTables();

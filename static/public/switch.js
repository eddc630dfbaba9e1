// The switch between the system's light, light and dark. theme.js, in the head, shows what is kept.
const choices = [...document.querySelectorAll("input[name=theme]")];

function tick() {
  const kept = keptTheme();
  for (const choice of choices) choice.checked = choice.value === kept;
}

function choose(event) {
  showTheme(event.target.value);
  try {
    localStorage.setItem("theme", event.target.value);
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

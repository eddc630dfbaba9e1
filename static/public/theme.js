// Before the first paint: the light that this reader chose, or else the system's.
const PAPER = { light: "#fdfcf8", dark: "#161513" };

function showTheme(chosen) {
  const page = document.documentElement;
  if (chosen in PAPER) page.dataset.theme = chosen;
  else delete page.dataset.theme;
  for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
    meta.content = PAPER[chosen] || PAPER[meta.dataset.of];
  }
}

// The desk keeps its choice under the same name, and calls the system's "auto".
function keptTheme() {
  try {
    const kept = localStorage.getItem("theme");
    return kept in PAPER ? kept : "system";
  } catch {
    return "system"; // a browser that keeps nothing
  }
}

document.documentElement.dataset.scripted = "";
showTheme(keptTheme());

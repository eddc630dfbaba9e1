// Buttons that move a picture up or down. Without this file its place is a number that one types.
const form = document.getElementById("arrange");
const uses = () => [...form.querySelectorAll(".use")];

function number() {
  uses().forEach((use, index) => { use.querySelector(".order input").value = index + 1; });
}

for (const use of uses()) {
  use.querySelector(".order").hidden = true;
  use.querySelector(".moves").hidden = false;
  use.addEventListener("click", (event) => {
    const step = Number(event.target.dataset?.move);
    if (!step) return;
    const other = uses()[uses().indexOf(use) + step];
    if (!other) return;
    if (step < 0) other.before(use); else other.after(use);
    number();
    event.target.focus();
  });
}
number();

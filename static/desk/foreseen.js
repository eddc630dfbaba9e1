// What readers will get, drawn anew by the server as the notice is typed; nothing is done by asking.
import { later } from "./story/asking.js";

const form = document.querySelector(".act form");
let asked = 0;

async function foresee() {
  asked += 1;
  const mine = asked;
  const said = new FormData(form);
  said.set("_foresee", "1");
  try {
    const answer = await fetch(location.href, { method: "POST", body: said, redirect: "error" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const drawn = page.getElementById("foreseen");
    if (mine === asked && drawn) document.getElementById("foreseen").replaceChildren(...drawn.childNodes);
  } catch {
    // Without a network, or signed out: what was drawn last stays, and the button says what is wrong.
  }
}

form.addEventListener("input", later(500, foresee));

// Files that are chosen or dropped are sent one by one, and each gets its answer. Without this file the form sends all.
const form = document.getElementById("upload");
const answers = document.getElementById("upload_answers");
const onward = document.getElementById("upload_on");
const chosen = form.querySelector("[type=file]");
const added = [];

function answer(line, { done, message, url, thumb, pk }) {
  line.className = done ? "done" : "refused";
  line.lastElementChild.append(` ${message} `);
  if (thumb) line.prepend(Object.assign(new Image(120, 90), { src: thumb, alt: "", className: "thumb" }));
  if (url) line.lastElementChild.append(Object.assign(document.createElement("a"), { href: url, textContent: form.dataset.describe }));
  if (pk && onward) {
    added.push(pk);
    onward.search = `?add=${added.join(",")}`;
  }
}

async function send(file) {
  const line = document.createElement("li");
  const words = document.createElement("span");
  words.append(Object.assign(document.createElement("strong"), { textContent: file.name, dir: "auto" }));
  line.append(words);
  answers.append(line);
  document.getElementById("upload_nothing")?.remove();
  if (file.size > Number(form.dataset.largest)) return answer(line, { message: form.dataset.tooLarge });
  const waiting = document.createTextNode(` ${form.dataset.sending}`);
  words.append(waiting);
  const body = new FormData(form);
  body.delete("files");
  body.append("files", file);
  let said = { message: form.dataset.failed };
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    if (response.ok) [said] = (await response.json()).answers;
  } catch { /* the network is away: the answer says so */ }
  waiting.remove();
  return answer(line, said);
}

async function sendAll(files) {
  for (const file of files) await send(file);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const files = [...chosen.files];
  chosen.value = "";
  sendAll(files);
});
for (const kind of ["dragenter", "dragover"]) {
  form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add("over"); });
}
form.addEventListener("dragleave", () => form.classList.remove("over"));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  sendAll([...event.dataTransfer.files]);
});

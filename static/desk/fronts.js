// Dragging a story onto a slot, or onto a pinned one, does what the buttons do.
const fronts = document.getElementById("fronts");
const token = fronts.querySelector("[name=csrfmiddlewaretoken]")?.value;
let dragged = null;

function send(fields) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = fronts.dataset.act;
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, ...fields })) {
    const box = document.createElement("input");
    box.type = "hidden";
    box.name = name;
    box.value = value;
    form.append(box);
  }
  document.body.append(form);
  form.submit();
}

fronts.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-story]");
  if (dragged) event.dataTransfer.effectAllowed = "move";
});
fronts.addEventListener("dragend", () => {
  dragged = null;
  fronts.querySelectorAll(".over").forEach((slot) => slot.classList.remove("over"));
});
for (const slot of fronts.querySelectorAll("[data-slot]")) {
  slot.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    slot.classList.add("over");
  });
  slot.addEventListener("dragleave", (event) => {
    if (!slot.contains(event.relatedTarget)) slot.classList.remove("over");
  });
  slot.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!dragged) return;
    const onto = event.target.closest(".pinned");
    const story = dragged.dataset.story;
    if (onto?.dataset.story === story) return;
    if (!dragged.dataset.pinned) send({ do: "pin", story, slot: slot.dataset.slot });
    else if (onto) send({ do: "place", story, slot: onto.dataset.pinned, before: onto.dataset.story });
    else send({ do: "place", story, slot: slot.dataset.slot });
  });
}

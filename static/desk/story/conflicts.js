// After a refused save: one side of a field, the other, or both put together, at the press of a button.

export function choose(form, editor) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-choose]");
    if (!button) return;
    const field = form.querySelector(`#${button.dataset.for}`);
    const text = button.closest(".both").querySelector(`[data-side=${button.dataset.choose}]`).value;
    if (field.id === "id_body" && editor) editor.set(text);
    else field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    for (const other of button.parentNode.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
  });
}

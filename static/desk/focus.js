// A click on the picture sets its focal point; the crops follow at once. Without this file two number fields do it.
const frame = document.getElementById("focus");
const fields = [document.getElementById("id_focus_x"), document.getElementById("id_focus_y")];
if (frame && fields.every(Boolean)) {
  const picture = frame.querySelector("img");
  const mark = frame.querySelector(".focus-mark");
  const whole = [Number(picture.getAttribute("width")), Number(picture.getAttribute("height"))];
  const crops = [...document.querySelectorAll(".crop")];

  // Where object-position must stand so that the focal point is in the middle, as near as the edges allow.
  const place = (total, part, percent) => {
    if (part >= total) return 50;
    const start = Math.min(Math.max(total * percent / 100 - part / 2, 0), total - part);
    return start / (total - part) * 100;
  };

  const show = () => {
    const [x, y] = fields.map((field) => Math.min(Math.max(Number(field.value) || 0, 0), 100));
    mark.hidden = false;
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
    for (const crop of crops) {
      const ratio = crop.dataset.across / crop.dataset.down;
      const part = [Math.min(whole[0], whole[1] * ratio), Math.min(whole[1], whole[0] / ratio)];
      if (crop.src !== picture.src) crop.src = picture.src;
      crop.style.aspectRatio = ratio;
      crop.style.objectPosition = `${place(whole[0], part[0], x)}% ${place(whole[1], part[1], y)}%`;
    }
  };

  picture.addEventListener("click", (event) => {
    if (fields[0].disabled) return;
    const box = picture.getBoundingClientRect();
    fields[0].value = Math.round((event.clientX - box.left) / box.width * 100);
    fields[1].value = Math.round((event.clientY - box.top) / box.height * 100);
    show();
  });
  for (const field of fields) field.addEventListener("input", show);
  show();
}

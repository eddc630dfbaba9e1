// Lets the clocks of pending orders run; without it they show the time that was left when the page was made.
const clocks = document.querySelectorAll("time.clock[data-seconds]");
const began = performance.now();

function show() {
  const gone = Math.floor((performance.now() - began) / 1000);
  for (const clock of clocks) {
    const left = Math.max(Number(clock.dataset.seconds) - gone, 0);
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }
}

if (clocks.length) {
  show();
  setInterval(show, 1000);
}

// Lets the clocks within a place run; without it they show the time that was left when they were drawn.
let stop = 0;

export function run(place) {
  const clocks = place.querySelectorAll("time.clock[data-seconds]");
  const began = performance.now();
  const show = () => {
    const gone = Math.floor((performance.now() - began) / 1000);
    for (const clock of clocks) {
      const left = Math.max(Number(clock.dataset.seconds) - gone, 0);
      clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    }
  };
  clearInterval(stop);
  if (!clocks.length) return;
  show();
  stop = setInterval(show, 1000);
}

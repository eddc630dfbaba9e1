// Copying and sharing, where the browser can: without it the page's own link and e-mail do.
const share = document.querySelector(".share");
const status = share.querySelector("[role=status]");

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      status.textContent = status.dataset.copied;
    } catch {
      status.textContent = status.dataset.failed;
    }
  });
}

const button = share.querySelector("[data-share]");
button.hidden = !navigator.share;
button.addEventListener("click", () => {
  // A reader who closes the sheet has changed their mind: that is no error.
  navigator.share({ title: share.dataset.title, url: share.dataset.address }).catch(() => {});
});

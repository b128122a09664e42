// A form is sent only where the server answers: what was typed would be gone with the page otherwise.
const said = (form) => {
  const place = form.querySelector(".unsent") ?? document.createElement("p");
  place.className = "problem unsent";
  place.setAttribute("role", "alert");
  place.textContent = "Not saved: the server does not answer. What you typed is still here; start the server again and reload another tab before you save.";
  form.prepend(place);
};
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post" || form.dataset.sure) { delete form.dataset.sure; return; }
  event.preventDefault();
  const sender = event.submitter;
  try {
    await fetch("/static/careful.js", { cache: "no-store" });
  } catch {
    said(form);
    return;
  }
  form.dataset.sure = "yes";
  form.requestSubmit(sender);
}, { capture: true });

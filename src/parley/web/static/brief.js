// Chooses which parts of the brief are shown and printed.
for (const box of document.querySelectorAll(".choose")) {
  box.addEventListener("change", () => { document.getElementById(box.dataset.part).hidden = !box.checked; });
}
const printed = (front) => {
  document.body.classList.toggle("front-only", front);
  print();
};
document.getElementById("print").addEventListener("click", () => printed(false));
document.getElementById("print-front").addEventListener("click", () => printed(true));
addEventListener("afterprint", () => document.body.classList.remove("front-only"));
addEventListener("beforeprint", () => { for (const one of document.querySelectorAll("details")) one.open = true; });

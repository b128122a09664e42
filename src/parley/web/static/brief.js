// Chooses which parts of the brief are shown and printed.
for (const box of document.querySelectorAll(".choose")) {
  box.addEventListener("change", () => { document.getElementById(box.dataset.part).hidden = !box.checked; });
}
document.getElementById("print").addEventListener("click", () => print());
addEventListener("beforeprint", () => { for (const one of document.querySelectorAll("details")) one.open = true; });

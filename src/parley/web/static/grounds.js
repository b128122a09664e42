// Filters the rows of the record by what is typed, and counts those chosen; chosen ones always stay in sight.
const filter = document.getElementById("filter");
const picks = [...document.querySelectorAll(".picks .tick")];
const box = (one) => one.querySelector("input");
const say = () => { document.getElementById("chosen").textContent = picks.filter((one) => box(one).checked).length; };
filter?.addEventListener("input", () => {
  const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const one of picks) {
    const words = one.textContent.toLowerCase();
    one.hidden = !box(one).checked && !wanted.every((word) => words.includes(word));
    if (!one.hidden) left += 1;
  }
  document.getElementById("count").textContent = `${left} row${left === 1 ? "" : "s"}`;
});
// Enter in the search would send the form.
filter?.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
for (const one of picks) box(one).addEventListener("change", say);

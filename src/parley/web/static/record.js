// Filters the moves by what is typed, and opens the ledger or row a link leads to.
const filter = document.getElementById("filter");
const rows = [...document.querySelectorAll("#moves tbody tr")];
filter?.addEventListener("input", () => {
  const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const row of rows) {
    const words = row.textContent.toLowerCase();
    row.hidden = !wanted.every((word) => words.includes(word));
    if (!row.hidden) left += 1;
  }
  document.getElementById("count").textContent = `${left} move${left === 1 ? "" : "s"}`;
});
const reveal = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  target.hidden = false;
  const details = target.closest("details");
  if (details) details.open = true;
  target.tabIndex = -1;
  target.focus();
};
addEventListener("hashchange", reveal);
reveal();

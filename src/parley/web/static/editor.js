// Checks the text as one types and shows the faults beside it; a click on a fault goes to its line.
const form = document.getElementById("editor");
const text = document.getElementById("text");
const list = document.getElementById("faults");
const said = document.getElementById("checked");
let pause = 0;
let turn = 0;
let kept = text.value;

const goTo = (line) => {
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  text.scrollTop = (text.scrollHeight / lines.length) * Math.max(0, line - 6);
};
list.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-line]");
  if (button && Number(button.dataset.line)) goTo(Number(button.dataset.line));
});

const check = async () => {
  const mine = ++turn;
  const body = new FormData(form);
  const answer = await fetch(`/api/cases/${form.dataset.case}/check`, { method: "POST", body }).catch(() => null);
  if (mine !== turn || !answer?.ok) return;
  const { faults } = await answer.json();
  list.replaceChildren(...faults.map((fault) => {
    const item = document.createElement("li");
    const at = document.createElement("button");
    at.type = "button";
    at.className = "line";
    at.dataset.line = fault.line;
    at.textContent = fault.file + (fault.line ? `:${fault.line}` : "");
    item.append(at, ` expected ${fault.expected}; got ${fault.got}${fault.advice ? `. ${fault.advice}` : ""}`);
    return item;
  }));
  document.getElementById("sound").hidden = faults.length > 0;
  text.setAttribute("aria-invalid", String(faults.length > 0));
  if (said) said.textContent = faults.length ? `${faults.length} fault${faults.length === 1 ? "" : "s"}` : "No faults";
};
text.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(check, 300); });
form.addEventListener("submit", (event) => { if (!event.defaultPrevented) kept = text.value; });
addEventListener("beforeunload", (event) => { if (text.value !== kept) event.preventDefault(); });

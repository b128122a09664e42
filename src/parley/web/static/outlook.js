// Moves assumptions and lets the page follow: a coarse answer at once, the full one after, the newest request only.
import { drawAll } from "/static/charts-live.js";

const form = document.getElementById("moves");
const shown = document.getElementById("shown");
const working = document.getElementById("working");
const name = form.dataset.case;
const places = {};
let inFlight = null;
let number = 0;

const controls = () => [...form.querySelectorAll("[data-path]")];
const stated = (one) => one.tagName === "SELECT" ? one.value === one.dataset.stated : Number(one.value) === Number(one.dataset.stated);

const asked = () => {
  const query = new URLSearchParams();
  for (const box of form.querySelectorAll('input[name="if"]:checked')) query.append("if", box.value);
  for (const one of controls()) if (!stated(one)) query.append("set", `${one.dataset.path}=${one.dataset.words ?? one.value}`);
  return query;
};

const show = async (answer) => {
  const line = document.getElementById("bottom-line");
  line.replaceChildren(...answer.bottom_line.map(([about, text]) => {
    const row = document.createElement("div");
    const term = document.createElement("dt");
    const said = document.createElement("dd");
    term.textContent = about;
    said.textContent = text;
    row.append(term, said);
    return row;
  }));
  document.getElementById("body").innerHTML = answer.html;
  document.getElementById("label").textContent = answer.label;
  await drawAll(answer.specs);
};

const fetchOne = async (query, preview, mine, signal) => {
  const at = new URLSearchParams(query);
  if (preview) at.set("preview", "true");
  const answer = await fetch(`/api/cases/${name}/outlook?${at}`, { signal });
  if (mine !== number) return false;
  const data = await answer.json();
  if (mine !== number) return false;
  // An older request may reach the server after this one: then this one is asked again.
  if (data.stale) { soon(); return false; }
  if (!answer.ok) {
    working.textContent = data.problem;
    return false;
  }
  await show(data);
  working.textContent = preview ? `${data.preview} Solving in full ...` : "";
  return true;
};

const follow = async () => {
  inFlight?.abort();
  inFlight = new AbortController();
  const mine = ++number;
  const query = asked();
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  shown.setAttribute("aria-busy", "true");
  shown.classList.add("stale");
  working.textContent = "Solving ...";
  try {
    if (await fetchOne(query, true, mine, inFlight.signal)) {
      if (mine === number) shown.classList.remove("stale");
      await fetchOne(query, false, mine, inFlight.signal);
    }
  } catch (fault) {
    if (fault.name !== "AbortError") working.textContent = "The server does not answer.";
  } finally {
    if (mine === number) {
      shown.setAttribute("aria-busy", "false");
      shown.classList.remove("stale");
    }
  }
};

let pause = 0;
const soon = () => { clearTimeout(pause); pause = setTimeout(follow, 60); };

const word = async (one) => {
  const mine = places[one.id] = (places[one.id] ?? 0) + 1;
  const answer = await fetch(`/api/cases/${name}/words?path=${encodeURIComponent(one.dataset.path)}&value=${one.value}`);
  if (!answer.ok || mine !== places[one.id]) return;
  const { words } = await answer.json();
  one.dataset.words = words;
  document.getElementById(`o-${one.dataset.path}`).textContent = words;
  one.setAttribute("aria-valuetext", words);
};

for (const one of form.querySelectorAll('input[type="range"]')) {
  one.addEventListener("input", async () => {
    one.closest(".slider").classList.toggle("moved", !stated(one));
    await word(one);
    soon();
  });
}
for (const one of form.querySelectorAll('select, input[name="if"]')) one.addEventListener("change", soon);
document.getElementById("full").addEventListener("click", follow);
document.getElementById("reset").addEventListener("click", () => {
  for (const one of controls()) {
    one.value = one.dataset.stated;
    if (one.type === "range") { word(one); one.closest(".slider").classList.remove("moved"); }
  }
  for (const box of form.querySelectorAll('input[name="if"]')) box.checked = false;
  soon();
});
for (const one of form.querySelectorAll('input[type="range"]')) {
  if (!stated(one)) one.dataset.words = document.getElementById(`o-${one.dataset.path}`).textContent;
}

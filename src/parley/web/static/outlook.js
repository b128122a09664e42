// Moves assumptions and lets the page follow: a coarse answer at once, the full one after, the newest request only.
import { drawAll } from "/static/charts-live.js";

const form = document.getElementById("moves");
const shown = document.getElementById("shown");
const working = document.getElementById("working");
const name = form.dataset.case;
const clock = document.getElementById("clock");
const bar = document.getElementById("waiting");
const places = {};
let took = Number(form.dataset.took);
let pins = new URLSearchParams(location.search).getAll("beside");
const past = [];
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
const withPins = (query) => {
  const all = new URLSearchParams(query);
  for (const pin of pins) all.append("beside", pin);
  return all;
};

// What can be undone: where everything stood before each move.
const standing = () => ({
  values: controls().map((one) => [one.value, one.dataset.words]),
  ticks: [...form.querySelectorAll('input[name="if"]')].map((box) => box.checked),
});
let last = standing();
const note = () => {
  const now = standing();
  if (JSON.stringify(now) === JSON.stringify(last)) return;
  past.push(last);
  last = now;
  document.getElementById("undo").disabled = false;
};
const put = (state) => {
  controls().forEach((one, n) => {
    [one.value] = state.values[n];
    if (state.values[n][1] === undefined) delete one.dataset.words; else [, one.dataset.words] = state.values[n];
    if (one.type === "range") {
      one.closest(".slider").classList.toggle("moved", !stated(one));
      word(one);
    }
  });
  [...form.querySelectorAll('input[name="if"]')].forEach((box, n) => { box.checked = state.ticks[n]; });
};
const undo = () => {
  if (!past.length) return;
  put(past.pop());
  last = standing();
  document.getElementById("undo").disabled = !past.length;
  soon();
};

// What is on the page, by the part of the address it answers; null before anything is.
let current = document.getElementById("bottom-line").children.length ? location.search.slice(1) : null;

const show = async (answer, query) => {
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
  current = query;
  shown.classList.remove("stale");
  await drawAll(answer.specs);
};

// What was there before stays pale, and is named for what it is.
const failed = (query, why) => {
  const label = document.getElementById("label").textContent;
  working.textContent = current === query || current === null ? why : `${why} What is shown below is still: ${label}.`;
};

// One part of the answer: the preview where it is asked for; true if the full one is still to come.
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
    failed(query, data.problem);
    return false;
  }
  await show(data, query);
  if (mine !== number) return false;
  working.textContent = data.full ? "" : `${data.preview} Solving in full ...`;
  if (data.full) ({ took } = data);
  return !data.full;
};

// Seconds gone, for the eye; a screen reader hears the sentences beside it.
const tick = (began) => {
  const gone = (Date.now() - began) / 1000;
  if (gone < 2) return;
  clock.textContent = took > gone ? `${Math.round(gone)} s; it took ${Math.round(took)} s last time` : `${Math.round(gone)} s`;
  bar.hidden = false;
  if (took > gone) { bar.max = took; bar.value = gone; } else bar.removeAttribute("value");
};

const follow = async () => {
  inFlight?.abort();
  inFlight = new AbortController();
  const mine = ++number;
  note();
  const query = withPins(asked()).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  fillKeep();
  shown.setAttribute("aria-busy", "true");
  shown.classList.add("stale");
  working.textContent = "Solving ...";
  clearInterval(waiting);
  const began = Date.now();
  waiting = setInterval(() => tick(began), 1000);
  try {
    if (await fetchOne(query, true, mine, inFlight.signal)) await fetchOne(query, false, mine, inFlight.signal);
  } catch (fault) {
    if (fault.name !== "AbortError" && mine === number) failed(query, "The server does not answer.");
  } finally {
    if (mine === number) {
      clearInterval(waiting);
      clock.textContent = "";
      bar.hidden = true;
      shown.setAttribute("aria-busy", "false");
      shown.classList.toggle("stale", current !== query);
    }
  }
};
let waiting = 0;

// The form that keeps what is supposed carries it along.
const fillKeep = () => {
  const place = document.getElementById("supposed");
  if (!place) return;
  const kinds = { set: "supposed", if: "also" };
  place.replaceChildren(...[...asked()].map(([key, value]) => {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = kinds[key];
    field.value = value;
    return field;
  }));
};

let pause = 0;
const soon = () => { clearTimeout(pause); pause = setTimeout(follow, 60); };

const word = async (one) => {
  const mine = places[one.id] = (places[one.id] ?? 0) + 1;
  const at = `/api/cases/${name}/words?path=${encodeURIComponent(one.dataset.path)}&value=${one.value}`;
  const answer = await fetch(at).catch(() => null);
  // Without an answer the figure itself goes into the address, and what fails is said when the page follows.
  if (!answer?.ok) delete one.dataset.words;
  if (!answer?.ok || mine !== places[one.id]) return;
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
for (const one of form.querySelectorAll('select[data-path], input[name="if"]')) one.addEventListener("change", soon);
document.getElementById("full").addEventListener("click", follow);
document.getElementById("undo").addEventListener("click", undo);
addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input:not([type=range]):not([type=checkbox]), textarea");
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing) { event.preventDefault(); undo(); }
});
const sayPins = () => {
  document.getElementById("pinned").textContent = pins.length ? `${pins.length} pinned` : "";
  document.getElementById("unpin").hidden = !pins.length;
};
document.getElementById("pin").addEventListener("click", () => {
  const query = asked().toString();
  if (!pins.includes(query)) pins = [...pins, query].slice(-4);
  sayPins();
  follow();
});
document.getElementById("unpin").addEventListener("click", () => { pins = []; sayPins(); follow(); });
document.getElementById("why")?.addEventListener("click", () => {
  const query = asked();
  query.set("package", document.getElementById("package").value);
  location.assign(`/cases/${name}/explain?${query}`);
});
document.getElementById("reset").addEventListener("click", () => {
  for (const one of controls()) {
    one.value = one.dataset.stated;
    if (one.type === "range") { word(one); one.closest(".slider").classList.remove("moved"); }
  }
  for (const box of form.querySelectorAll('input[name="if"]')) box.checked = false;
  soon();
});
fillKeep();
// A case that takes long to solve comes without its outlook, which is asked for now.
if (!document.getElementById("bottom-line").children.length) follow();
for (const one of form.querySelectorAll('input[type="range"]')) {
  if (!stated(one)) one.dataset.words = document.getElementById(`o-${one.dataset.path}`).textContent;
}

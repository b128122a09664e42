// Moves assumptions and lets the page follow: a coarse answer at once, the full one after, the newest request only.
import { drawAll } from "/static/charts-live.js";

const form = document.getElementById("moves");
const shown = document.getElementById("shown");
const working = document.getElementById("working");
const name = form.dataset.case;
const clock = document.getElementById("clock");
const bar = document.getElementById("bar");
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

// Other pages are opened with the same changes in force.
const carry = () => {
  for (const link of document.querySelectorAll("nav a[data-carries]")) {
    const query = asked().toString();
    link.href = query ? `${link.pathname}?${query}` : link.pathname;
  }
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
// What a reader of it must know, where it is a preview.
let caveat = "";

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
  document.getElementById("changes").innerHTML = answer.changes;
  document.getElementById("body").innerHTML = answer.html;
  document.getElementById("label").textContent = answer.label;
  current = query;
  caveat = answer.full ? "" : answer.preview;
  const coarse = document.getElementById("coarse");
  coarse.textContent = caveat;
  coarse.hidden = !caveat;
  shown.classList.remove("stale");
  await drawAll(answer.specs);
};

// What was there before stays pale, and is named for what it is.
const failed = (query, why) => {
  const label = document.getElementById("label").textContent;
  const still = current === query || current === null ? "" : ` What is shown below is still: ${label}.`;
  working.textContent = `${why}${still}`;
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
  if (data.stopped) { failed(query, "Stopped."); return false; }
  if (!answer.ok) {
    failed(query, data.problem);
    return false;
  }
  await show(data, query);
  if (mine !== number) return false;
  working.textContent = data.full ? "" : "Solving in full ...";
  if (data.full) ({ took } = data);
  return !data.full;
};

// How far it is and seconds gone, for the eye; a screen reader hears the sentences beside it.
const stop = document.getElementById("stop");
const tick = async (began, mine) => {
  const gone = Math.round((Date.now() - began) / 1000);
  if (gone < 2) return;
  const answer = await fetch(`/api/cases/${name}/working`).catch(() => null);
  const now = answer?.ok ? await answer.json() : { said: "", part: -1 };
  if (mine !== number || shown.getAttribute("aria-busy") !== "true") return;
  const before = took > gone ? `; it took ${Math.round(took)} s last time` : "";
  clock.textContent = `${now.said ? `${now.said}. ` : ""}${gone} s${before}`;
  bar.hidden = false;
  stop.hidden = false;
  if (now.part >= 0) { bar.max = 1; bar.value = now.part; } else bar.removeAttribute("value");
};
// Back to work that is not under way: nothing is waited for any more.
const rest = (query) => {
  clearInterval(waiting);
  clock.textContent = "";
  bar.hidden = true;
  if (document.activeElement === stop) document.getElementById("full").focus();
  stop.hidden = true;
  shown.setAttribute("aria-busy", "false");
  shown.classList.toggle("stale", current !== query);
};
stop.addEventListener("click", async () => {
  inFlight?.abort();
  number += 1;
  const query = withPins(asked()).toString();
  const headers = { "x-parley-token": document.querySelector('meta[name="parley-token"]').content };
  await fetch(`/api/cases/${name}/stop`, { method: "POST", headers }).catch(() => null);
  failed(query, "Stopped.");
  rest(query);
});

const follow = async () => {
  inFlight?.abort();
  inFlight = new AbortController();
  const mine = ++number;
  note();
  const query = withPins(asked()).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  carry();
  fillKeep();
  shown.setAttribute("aria-busy", "true");
  shown.classList.add("stale");
  working.textContent = "Solving ...";
  clearInterval(waiting);
  const began = Date.now();
  waiting = setInterval(() => tick(began, mine), 1000);
  try {
    if (await fetchOne(query, true, mine, inFlight.signal)) await fetchOne(query, false, mine, inFlight.signal);
  } catch (fault) {
    if (fault.name !== "AbortError" && mine === number) failed(query, "The server does not answer.");
  } finally {
    if (mine === number) rest(query);
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

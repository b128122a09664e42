// Looks closer at the timeline: buttons, and keys while the chart has the focus. Marks outside the span are cut off.
import { drawOne, specOf } from "/static/charts-live.js";

const tools = document.getElementById("zoom");
const place = document.querySelector(`.live[data-figure="${tools?.dataset.figure}"]`);
const whole = tools && place ? specOf(tools.dataset.figure) : null;
const DAY = 86_400_000;
const said = document.getElementById("span");

const moment = (day) => Date.UTC(day.year, day.month - 1, day.date);
const written = (time) => {
  const at = new Date(time);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() };
};
const dayOf = (time) => new Date(time).toISOString().slice(0, 10);

// The first span that an axis of the picture states.
const spanOf = (part) => {
  if (!part || typeof part !== "object") return null;
  if (part.domainMin?.year) return [moment(part.domainMin), moment(part.domainMax)];
  for (const inner of Object.values(part)) {
    const found = spanOf(inner);
    if (found) return found;
  }
  return null;
};
const within = (part, [from, to]) => {
  if (Array.isArray(part)) return part.map((inner) => within(inner, [from, to]));
  if (!part || typeof part !== "object") return part;
  const copy = Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, key === "values" ? inner : within(inner, [from, to])]));
  if (copy.domainMin?.year) Object.assign(copy, { domainMin: written(from), domainMax: written(to), clamp: false });
  if (copy.mark) copy.mark = typeof copy.mark === "string" ? { type: copy.mark, clip: true } : { ...copy.mark, clip: true };
  return copy;
};

const full = whole && spanOf(whole);
let now = full;
let turn = 0;
const show = async (from, to) => {
  const width = Math.min(Math.max(to - from, 7 * DAY), full[1] - full[0]);
  const start = Math.min(Math.max(from, full[0]), full[1] - width);
  now = [start, start + width];
  said.textContent = now[0] === full[0] && now[1] === full[1] ? "the whole of it" : `${dayOf(now[0])} to ${dayOf(now[1])}`;
  const mine = ++turn;
  await new Promise((done) => { requestAnimationFrame(done); });
  if (mine === turn) await drawOne(place, now[0] === full[0] && now[1] === full[1] ? whole : within(whole, now));
};
const moves = {
  closer: ([a, b]) => [a + (b - a) / 4, b - (b - a) / 4],
  wider: ([a, b]) => [a - (b - a) / 2, b + (b - a) / 2],
  earlier: ([a, b]) => [a - (b - a) / 2, b - (b - a) / 2],
  later: ([a, b]) => [a + (b - a) / 2, b + (b - a) / 2],
  whole: () => full,
};
const keys = { "+": "closer", "=": "closer", "-": "wider", ArrowLeft: "earlier", ArrowRight: "later", 0: "whole" };

if (full) {
  tools.hidden = false;
  place.tabIndex = 0;
  place.setAttribute("aria-describedby", "zoom-keys");
  tools.addEventListener("click", (event) => {
    const move = event.target.closest("button")?.dataset.move;
    if (move) show(...moves[move](now));
  });
  place.addEventListener("keydown", (event) => {
    const move = keys[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    show(...moves[move](now));
  });
  place.before(tools);
}

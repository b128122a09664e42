// Asks for the page that is being made until it is there, and shows how far that is and how long it has taken.
const bar = document.getElementById("bar");
const clock = document.getElementById("clock");
const took = Number(bar.dataset.took);
const began = Date.now();
let gone = false;
let said = "";
addEventListener("pagehide", () => { gone = true; });
document.getElementById("stop").form.addEventListener("submit", () => { gone = true; });

const tick = async () => {
  const seconds = Math.round((Date.now() - began) / 1000);
  const before = took > seconds ? `; it took ${Math.round(took)} s last time` : "";
  clock.textContent = `${said ? `${said}. ` : ""}${seconds} s${before}`;
  const answer = await fetch(`/api/cases/${bar.dataset.case}/working`).catch(() => null);
  if (gone || !answer?.ok) return;
  const now = await answer.json();
  said = now.said;
  if (now.part >= 0) { bar.max = 1; bar.value = now.part; } else bar.removeAttribute("value");
};
setInterval(tick, 1000);

const look = async () => {
  if (gone) return;
  try {
    const answer = await fetch(location.href);
    if (gone) return;
    if (!answer.headers.has("x-parley-waiting")) { location.reload(); return; }
  } catch { clock.textContent = "The server does not answer."; }
  setTimeout(look, 1000);
};
setTimeout(look, 500);

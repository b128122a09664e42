// Asks for the page that is being made until it is there, and shows how long that has taken so far.
const bar = document.getElementById("waiting");
const clock = document.getElementById("clock");
const took = Number(bar.dataset.took);
const began = Date.now();

setInterval(() => {
  const gone = (Date.now() - began) / 1000;
  clock.textContent = took > gone ? `${Math.round(gone)} s; it took ${Math.round(took)} s last time` : `${Math.round(gone)} s`;
  if (took > gone) { bar.max = took; bar.value = gone; } else bar.removeAttribute("value");
}, 1000);

const look = async () => {
  try {
    const answer = await fetch(location.href);
    if (!answer.headers.has("x-parley-waiting")) { location.reload(); return; }
  } catch { clock.textContent = "The server does not answer."; }
  setTimeout(look, 1000);
};
setTimeout(look, 500);

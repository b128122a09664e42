// Sees whether a file of the case has changed since the page was made, by another tab, person or program, and says so.
const place = document.getElementById("watched");
let told = false;
const look = async () => {
  if (told || document.hidden) return;
  try {
    const answer = await fetch(`/api/cases/${place.dataset.case}/state`);
    if (!answer.ok) return;
    const { state } = await answer.json();
    if (state !== place.dataset.state) {
      told = true;
      place.hidden = false;
    }
  } catch { /* The server has ended; there is nothing to see. */ }
};
setInterval(look, 4000);
document.addEventListener("visibilitychange", look);

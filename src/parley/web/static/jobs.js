// Watches a job that runs, and shows what it found when it has ended.
const running = (state) => state === "running" || state === "stopping";
for (const box of document.querySelectorAll(".job")) {
  const look = async () => {
    const answer = await fetch(box.dataset.watch).catch(() => null);
    if (!answer?.ok) { setTimeout(look, 3000); return; }
    const now = await answer.json();
    box.querySelector(".state").textContent = now.state || "not running";
    box.querySelector(".left").textContent = now.left;
    box.querySelector(".done").textContent = `${now.done} of ${now.of}`;
    const bar = box.querySelector("progress");
    bar.max = now.of || 1;
    bar.value = now.done;
    if (running(now.state)) setTimeout(look, 700);
    else location.reload();
  };
  if (running(box.dataset.state)) setTimeout(look, 300);
}

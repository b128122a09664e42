// Watches a study that runs, and shows its findings when it has ended.
const box = document.getElementById("study");
const look = async () => {
  const answer = await fetch(`/api/cases/${box.dataset.case}/study`);
  if (!answer.ok) return;
  const now = await answer.json();
  document.getElementById("state").textContent = now.state || "not running";
  document.getElementById("left").textContent = now.left;
  document.getElementById("done").textContent = `${now.done} of ${now.of}`;
  const bar = document.getElementById("progress");
  bar.max = now.of || 1;
  bar.value = now.done;
  if (now.state === "running" || now.state === "stopping") setTimeout(look, 700);
  else location.reload();
};
if (box.dataset.state === "running" || box.dataset.state === "stopping") setTimeout(look, 300);

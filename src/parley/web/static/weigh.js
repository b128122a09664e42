// A slider along the days of the record beside the list of them: where it is let go the record is weighed.
const list = document.getElementById("as-of");
if (list && list.options.length > 1) {
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", id: "day", min: 0, max: list.options.length - 1, step: 1 });
  slider.setAttribute("aria-label", "Weigh up to which day");
  const say = () => {
    list.selectedIndex = Number(slider.value);
    slider.setAttribute("aria-valuetext", list.value);
  };
  slider.value = list.selectedIndex;
  say();
  slider.addEventListener("input", say);
  list.addEventListener("change", () => { slider.value = list.selectedIndex; say(); });
  // Arrow keys go day by day, and each is a change: the last of several counts.
  let pause = 0;
  slider.addEventListener("change", () => {
    clearTimeout(pause);
    pause = setTimeout(() => list.form.requestSubmit(), 700);
  });
  list.form.append(slider);
}

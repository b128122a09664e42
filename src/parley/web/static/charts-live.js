// Draws every chart of the page from its specification; each has its table beside it for whoever sees none.
const options = { actions: false, ast: true, renderer: "svg", defaultStyle: false, tooltip: { disableDefaultStyle: true } };
let specs = JSON.parse(document.getElementById("specs").textContent);

const dark = () => matchMedia("(prefers-color-scheme: dark)").matches && !matchMedia("print").matches;

const fitted = (spec, room, panels) => {
  // Panels colour their own grounds, which suit white alone.
  if (panels && dark()) return { ...spec, config: { ...spec.config, background: "#ffffff" } };
  const ink = dark() ? "#e6e9ec" : "#1b1f24";
  const config = {
    ...spec.config, background: "transparent",
    axis: { ...spec.config?.axis, labelColor: ink, titleColor: ink }, title: { ...spec.config?.title, color: ink },
    text: { ...spec.config?.text, color: ink }, header: { ...spec.config?.header, labelColor: ink, titleColor: ink },
    legend: { ...spec.config?.legend, labelColor: ink, titleColor: ink, columns: room < 420 ? 1 : room < 620 ? 2 : 3 },
  };
  if (panels) return { ...spec, config };
  return { ...spec, config, width: "container", autosize: { type: "fit-x", contains: "padding" } };
};

export const specOf = (figure) => specs[figure];

const enliven = async (place, other) => {
  const spec = other ?? specs[place.dataset.figure];
  if (!spec || !globalThis.vegaEmbed) return;
  const figure = place.closest("figure");
  figure.classList.add("enlivened");
  await vegaEmbed(place, fitted(spec, place.clientWidth, figure.classList.contains("panels")), options);
  // What scrolls must be reachable by keyboard.
  if (figure.classList.contains("panels") || place.scrollWidth > place.clientWidth) place.tabIndex = 0;
};

// A chart drawn from another specification than its own.
export const drawOne = (place, spec) => enliven(place, spec);

let turn = 0;
export const drawAll = async (others) => {
  if (others) specs = others;
  const mine = ++turn;
  if (Object.keys(specs).length && !globalThis.vegaEmbed) {
    await new Promise((done) => {
      const script = document.createElement("script");
      script.src = "/static/charts.js";
      script.onload = done;
      document.head.append(script);
    });
  }
  for (const place of document.querySelectorAll(".live")) {
    if (mine !== turn) return;
    await enliven(place);
  }
};
drawAll();

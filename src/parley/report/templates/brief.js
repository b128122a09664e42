// Puts a live chart in place of each still picture. The stills stay for print and if anything fails.
{
  const specs = JSON.parse(document.getElementById("specs").textContent);
  const options = { actions: false, ast: true, renderer: "svg" };

  const fitted = (spec, room, panels) => {
    const config = { ...spec.config };
    config.legend = { ...config.legend, columns: room < 420 ? 1 : room < 620 ? 2 : 3 };
    // Charts of several panels keep their width, and scroll where they do not fit.
    if (panels) return { ...spec, config };
    return { ...spec, config, width: "container", autosize: { type: "fit-x", contains: "padding" } };
  };

  const enliven = async (place) => {
    const figure = place.closest("figure");
    figure.classList.add("enlivened");
    try {
      const spec = fitted(specs[place.dataset.figure], place.clientWidth, figure.classList.contains("panels"));
      await vegaEmbed(place, spec, options);
    } catch (fault) {
      figure.classList.remove("enlivened");
      console.error(fault);
    }
  };

  // One after the other, so that the page stays responsive.
  (async () => {
    for (const place of document.querySelectorAll(".live")) await enliven(place);
  })();

  const open = [];
  addEventListener("beforeprint", () => {
    document.querySelectorAll("figure.wide details:not([open])").forEach((d) => { d.open = true; open.push(d); });
  });
  addEventListener("afterprint", () => open.splice(0).forEach((d) => { d.open = false; }));
}

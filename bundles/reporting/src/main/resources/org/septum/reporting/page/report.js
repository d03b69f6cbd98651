// Shows the values of the epoch under the pointer; without this script the charts are complete but silent.
for (const svg of document.querySelectorAll("svg[data-chart]")) {
  const chart = JSON.parse(svg.dataset.chart);
  const pointer = document.createElementNS(svg.namespaceURI, "line");
  pointer.setAttribute("class", "pointer");
  pointer.setAttribute("y1", chart.top);
  pointer.setAttribute("y2", chart.bottom);
  pointer.style.display = "none";
  svg.prepend(pointer);
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  svg.parentElement.append(tip);

  svg.addEventListener("pointermove", event => {
    const box = svg.getBoundingClientRect();
    const scale = box.width / svg.viewBox.baseVal.width;
    const x = (event.clientX - box.left) / scale;
    let nearest = 0;
    chart.epochs.forEach(([, place], index) => {
      if (Math.abs(place - x) < Math.abs(chart.epochs[nearest][1] - x)) nearest = index;
    });
    const [epoch, place] = chart.epochs[nearest];
    pointer.setAttribute("x1", place);
    pointer.setAttribute("x2", place);
    pointer.style.display = "";
    tip.replaceChildren("epoch " + epoch, ...chart.lines.filter(([, , values]) => values[nearest]).map(([name, style, values]) => {
      const row = document.createElement("div");
      row.className = style;
      const value = document.createElement("span");
      value.textContent = values[nearest];
      row.append(document.createElement("i"), name, value);
      return row;
    }));
    tip.hidden = false;
    const parent = svg.parentElement.getBoundingClientRect();
    const right = place * scale + 14 + tip.offsetWidth > box.width;
    tip.style.left = (right ? place * scale - 14 - tip.offsetWidth : place * scale + 14) + "px";
    tip.style.top = Math.max(0, event.clientY - parent.top - tip.offsetHeight / 2) + "px";
  });
  svg.addEventListener("pointerleave", () => {
    pointer.style.display = "none";
    tip.hidden = true;
  });
}

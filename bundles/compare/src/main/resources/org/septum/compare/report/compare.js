// Tables sort by a click on a heading and can be filtered by words; without this script they are complete but fixed.
for (const table of document.querySelectorAll("table[data-sortable]")) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const headings = [...table.tHead.rows[0].cells];
  let shown = rows;

  // Empty and undefined cells come last whichever way the column is sorted.
  const key = (row, column, number) => {
    const text = row.cells[column].textContent;
    if (!number) return text === "" ? null : text;
    const value = parseFloat(text.replaceAll(",", ""));
    return Number.isNaN(value) ? null : value;
  };
  const order = new Intl.Collator("en", { numeric: true });

  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const number = heading.classList.contains("number");
      const before = heading.getAttribute("aria-sort");
      const sign = before === "ascending" || (before === null && number) ? -1 : 1;
      headings.forEach(other => other.removeAttribute("aria-sort"));
      table.classList.add("sorted");
      heading.setAttribute("aria-sort", sign < 0 ? "descending" : "ascending");
      const keyed = rows.map(row => [key(row, column, number), row]);
      keyed.sort(([a], [b]) => {
        if (a === null || b === null) return (a === null) - (b === null);
        return sign * (number ? a - b : order.compare(a, b));
      });
      body.append(...keyed.map(([, row]) => row));
    });
  });

  if (rows.length < 2) continue;
  const texts = new Map(rows.map(row => [row, [...row.cells].map(cell => cell.textContent).join(" ").toLowerCase()]));
  const filter = document.createElement("label");
  filter.className = "filter";
  const input = document.createElement("input");
  input.type = "search";
  input.placeholder = "filter by words, -word leaves out";
  input.setAttribute("aria-label", "Filter: " + table.caption.textContent);
  const count = document.createElement("span");
  filter.append(input, count);
  const say = () => { count.textContent = shown.length === rows.length ? rows.length + " rows" : shown.length + " of " + rows.length + " rows"; };
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(word => word !== "" && word !== "-");
    shown = rows.filter(row => words.every(word => word.startsWith("-")
      ? !texts.get(row).includes(word.slice(1))
      : texts.get(row).includes(word)));
    const visible = new Set(shown);
    rows.forEach(row => { row.hidden = !visible.has(row); });
    say();
  });
  say();
  table.parentElement.before(filter);
}

// On paper nothing can be opened.
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(details => { details.open = true; }));

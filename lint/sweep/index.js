(() => {
  "use strict";

  const table = document.getElementById("lists");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const form = document.querySelector("form");
  const output = form.querySelector("output");
  const empty = document.getElementById("empty");
  const rows = Array.from(body.rows, (row) => ({
    row,
    text: row.cells[1].textContent.toLowerCase(),
    values: Array.from(row.cells, (cell, index) => {
      const text = cell.textContent.trim();
      if (index === 1) return text.toLowerCase();
      return text === "" ? null : parseFloat(text);
    }),
  }));

  // What is not there comes last in either order.
  const compare = (index, sign) => (one, other) => {
    const a = one.values[index];
    const b = other.values[index];
    if (a === b) return one.values[0] - other.values[0];
    if (a === null) return 1;
    if (b === null) return -1;
    return (a < b ? -1 : 1) * sign;
  };

  const sort = (index) => {
    const head = heads[index];
    // The first order of a number but the rank is the most first.
    const first = index < 2 ? "ascending" : "descending";
    const other = index < 2 ? "descending" : "ascending";
    const order = head.getAttribute("aria-sort") === first ? other : first;
    heads.forEach((one) => one.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", order);
    rows.sort(compare(index, order === "ascending" ? 1 : -1));
    body.append(...rows.map(({ row }) => row));
  };

  const search = () => {
    const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      const fits = words.every((word) => text.includes(word));
      row.hidden = !fits;
      shown += fits;
    }
    empty.hidden = shown > 0;
    output.textContent = shown === rows.length ? "All shown" : `${shown} of ${rows.length} shown`;
  };

  heads.forEach((head, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(index));
    head.append(button);
  });
  form.hidden = false;
  form.addEventListener("input", search);
  form.addEventListener("submit", (event) => event.preventDefault());
  search();
})();

(() => {
  "use strict";

  // The order of words that have one; other values go by how often they come.
  const RANK = ["error", "warning", "info", "broken", "unverified", "ok", "skipped"];

  const values = (item, name) =>
    name in item.dataset
      ? [item.dataset[name]]
      : [...new Set(Array.from(item.querySelectorAll(`[data-${name}]`), (one) => one.dataset[name]))];

  const ranked = ([a, countA], [b, countB]) => {
    const known = RANK.indexOf(a) - RANK.indexOf(b);
    return known || countB - countA || (a < b ? -1 : 1);
  };

  class List {
    constructor(form) {
      this.id = form.dataset.list;
      this.form = form;
      this.sorted = "";
      this.heading = document.getElementById(this.id);
      this.empty = document.getElementById(`${this.id}-empty`);
      this.output = form.querySelector("output");
      this.selects = [...form.querySelectorAll("select:not([name=sort])")];
      this.sort = form.elements.sort || null;
      this.body = document.getElementById(`${this.id}-list`);
      this.fine = document.getElementById(`${this.id}-fine`);
      const items = [...this.body.children, ...(this.fine ? this.fine.querySelector("ol").children : [])];
      this.rows = Array.from(items, (item) => ({
        item,
        text: null,
        has: Object.fromEntries(this.selects.map(({ name }) => [name, values(item, name)])),
      }));
      this.selects.forEach((select) => this.offer(select));
      form.hidden = false;
      form.addEventListener("input", () => this.changed());
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("reset", (event) => {
        event.preventDefault();
        this.set({});
        this.changed();
      });
    }

    offer(select) {
      const counts = new Map();
      for (const { has } of this.rows) {
        for (const value of has[select.name]) {
          if (value) counts.set(value, (counts.get(value) || 0) + 1);
        }
      }
      select.append(new Option("All", ""));
      for (const [value, count] of [...counts].sort(ranked)) {
        select.append(new Option(`${value} (${count})`, value));
      }
      select.disabled = counts.size < 2;
    }

    state() {
      const fields = [...this.selects, this.form.elements.q, ...(this.sort ? [this.sort] : [])];
      return Object.fromEntries(
        fields.filter(({ value }) => value).map(({ name, value }) => [name, value]),
      );
    }

    set(state) {
      for (const select of [...this.selects, ...(this.sort ? [this.sort] : [])]) {
        select.value = state[select.name] || "";
        // A link to this page may name what this report does not have.
        if (select.selectedIndex < 0) select.value = "";
      }
      this.form.elements.q.value = state.q || "";
      this.apply();
    }

    changed() {
      this.apply();
      remember();
    }

    apply() {
      const { q = "", sort = "", ...wanted } = this.state();
      const words = q.toLowerCase().split(/\s+/).filter(Boolean);
      const pairs = Object.entries(wanted);
      let shown = 0;
      for (const row of this.rows) {
        if (words.length && row.text === null) row.text = row.item.textContent.toLowerCase();
        const fits =
          pairs.every(([name, value]) => row.has[name].includes(value)) &&
          words.every((word) => row.text.includes(word));
        if (row.item.hidden === fits) row.item.hidden = !fits;
        shown += fits;
      }
      // What is looked for may be among what is folded up.
      if (this.fine && (words.length || pairs.length)) this.fine.open = true;
      if (this.sort && this.sorted !== sort) this.order(sort);
      this.empty.hidden = shown > 0;
      this.output.textContent =
        shown === this.rows.length
          ? "All shown"
          : `${shown.toLocaleString("en")} of ${this.rows.length.toLocaleString("en")} shown`;
    }

    order(name) {
      const rank = ({ item }) => RANK.indexOf(item.dataset[name]);
      const compare = (a, b) =>
        rank(a) - rank(b) || (a.item.dataset[name] < b.item.dataset[name] ? -1 : a.item.dataset[name] > b.item.dataset[name]);
      const rows = name ? [...this.rows].sort((a, b) => Number(compare(a, b))) : this.rows;
      this.body.append(...rows.map(({ item }) => item));
      this.sorted = name;
    }

    show() {
      this.heading.scrollIntoView();
      this.heading.focus({ preventScroll: true });
    }
  }

  const lists = Array.from(document.querySelectorAll("form[data-list]"), (form) => new List(form));

  // The filters stand in the fragment, `#findings.rule=broken-link&links.host=example.org`, so that
  // the address of the page leads to what is shown.
  const remember = () => {
    const stored = new URLSearchParams();
    for (const list of lists) {
      for (const [name, value] of Object.entries(list.state())) {
        stored.append(`${list.id}.${name}`, value);
      }
    }
    try {
      history.replaceState(null, "", `#${stored}`);
    } catch {
      // A page within a page may not have an address of its own.
    }
  };

  const recall = () => {
    const fragment = location.hash.slice(1);
    if (!fragment.includes("=")) return lists.forEach((list) => list.apply());
    const stored = new URLSearchParams(fragment);
    let first = null;
    for (const list of lists) {
      const own = [...stored].filter(([key]) => key.startsWith(`${list.id}.`));
      list.set(Object.fromEntries(own.map(([key, value]) => [key.slice(list.id.length + 1), value])));
      if (own.length && !first) first = list;
    }
    if (first) first.show();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-filter]");
    const list = link && lists.find(({ id }) => `#${id}` === link.getAttribute("href"));
    if (!list || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    list.set({ [link.dataset.filter]: link.dataset.value });
    remember();
    list.show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea") || !lists.length) return;
    event.preventDefault();
    lists[0].form.elements.q.focus();
  });
  addEventListener("hashchange", recall);
  recall();
})();

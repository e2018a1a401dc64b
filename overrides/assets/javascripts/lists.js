/* Lists that a reader can narrow down and sort. What is chosen stands in the address, so that it can be kept and sent.

   The form names the keys of the entries (`data-keys`), each entry gives its words for them (`data-k`), and each control
   has the name of a key; besides, `find` looks for words in the text (`q` is the theme's) and `sort` names a key, with `-`
   for backwards. Entries are the children of elements with `data-list`, which holds the id of the heading above them. */

export function start(form) {
  const page = form.parentElement;
  const { find, sort } = form.elements;
  const controls = [...form.elements].filter((control) => control.name);
  const [said, clear, drawer] = ["output", "[type=reset]", "details"].map((part) => form.querySelector(part));
  const headers = [...page.querySelectorAll("th[data-sort]")];
  const lists = [...page.querySelectorAll("[data-list]")];
  const names = form.dataset.keys.split(" ");
  const entries = lists.flatMap((list) =>
    [...list.children].map((node) => {
      const words = node.dataset.k.split(",");
      return { node, list, keys: Object.fromEntries(names.map((name, place) => [name, words[place]])) };
    }),
  );
  let order = "";
  let typed = false;
  let timer;

  function fits({ node, keys }) {
    return controls.every(({ name, value }) => {
      if (!value || name === "sort") return true;
      if (name !== "find") return keys[name].split(" ").includes(value);
      const text = node.textContent.toLowerCase();
      return value.toLowerCase().split(/\s+/).every((word) => text.includes(word));
    });
  }

  /* Words that can be chosen stand in the order of their choice, others in that of their letters; no word stands last. */
  function sorted() {
    if (!order) return entries;
    const key = order.replace("-", "");
    const options = form.elements[key] && [...form.elements[key].options].map((option) => option.value);
    const rank = ({ keys }) => (options && keys[key] ? options.indexOf(keys[key]) : keys[key]);
    const sign = order === key ? 1 : -1;
    return [...entries].sort((one, other) => {
      const [a, b] = [rank(one), rank(other)];
      return !a - !b || sign * ((a > b) - (a < b));
    });
  }

  function arrange() {
    order = sort.value;
    for (const { node, list } of sorted()) (order ? lists[0] : list).append(node);
    for (const header of headers) {
      const here = order.replace("-", "") === header.dataset.sort;
      header.ariaSort = here ? (order[0] === "-" ? "descending" : "ascending") : null;
    }
  }

  function show() {
    if (sort && sort.value !== order) arrange();
    let shown = 0;
    for (const entry of entries) shown += !(entry.node.hidden = !fits(entry));
    for (const list of lists) {
      list.hidden = [...list.children].every((node) => node.hidden);
      const id = list.dataset.list;
      const heading = id ? page.querySelectorAll(`[id="${id}"], a[href="#${id}"]`) : [];
      for (const part of heading) part.hidden = list.hidden || order !== "";
    }
    const number = (count) => count.toLocaleString(document.documentElement.lang);
    const words = shown ? form.dataset.said : form.dataset.none;
    said.textContent = words.replace("{shown}", number(shown)).replace("{all}", number(entries.length));
    form.toggleAttribute("data-empty", !shown);
    clear.hidden = controls.every((control) => !control.value);
  }

  function read() {
    const asked = new URLSearchParams(location.search);
    for (const control of controls) {
      const value = asked.get(control.name) ?? "";
      control.value = value;
      if (control.selectedIndex < 0) control.add(new Option(value, value, false, true));
    }
    typed = false;
    show();
  }

  /* Letters typed one after another are one step back. */
  function keep(typing) {
    if (!form.isConnected) return;
    const address = new URL(location);
    for (const { name } of controls) address.searchParams.delete(name);
    for (const { name, value } of controls) if (value) address.searchParams.append(name, value);
    if (address.href !== location.href) history[typing && typed ? "replaceState" : "pushState"](history.state, "", address);
    typed = typing;
  }

  function turn(key) {
    const ways = [...sort.options].map((option) => option.value).filter((value) => value.replace("-", "") === key);
    sort.value = [...ways, ""][ways.indexOf(sort.value) + 1];
    show();
    keep(false);
  }

  for (const header of headers) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => turn(header.dataset.sort));
    header.append(button);
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    show();
    clearTimeout(timer);
    timer = setTimeout(keep, target === find ? 300 : 0, target === find);
  });
  form.addEventListener("reset", () => setTimeout(() => (show(), keep(false), find.focus())));
  addEventListener("popstate", function back() {
    if (form.isConnected) read();
    else removeEventListener("popstate", back);
  });

  read();
  drawer.open = matchMedia("(min-width: 44em)").matches || !clear.hidden;
  form.hidden = false;
}

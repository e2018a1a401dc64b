/* What every page needs: the theme's script at the first touch, the switch of colours, days counted to today.
   An element with data-module="x" brings in x.js beside this file, whose `start(element)` is called with it;
   with data-when="y" only where the address asks for `y`. */

const root = document.documentElement;
const day = 86_400_000;

/* The theme's script: search, tooltips, what follows the scrolling. Reading needs none of it. */

const touches = ["pointermove", "pointerdown", "touchstart", "keydown", "focusin", "wheel", "scroll"];
let theme;

function loadTheme(event) {
  theme ??= new Promise((resolve) => {
    for (const touch of touches) removeEventListener(touch, loadTheme, true);
    // The theme takes each alternate for this site in another language and asks for its sitemap; with a second word it does not.
    for (const link of document.querySelectorAll("link[rel=alternate][type]")) link.relList.add("file");
    // What it would remember of a reader; it is told that there is nothing, and to keep nothing.
    Object.assign(globalThis, { __md_get: () => null, __md_set() {}, __md_hash: () => 0 });
    const inert = document.getElementById("theme");
    const scripts = document.importNode(inert.content, true);
    scripts.querySelector("script").addEventListener("load", () => {
      document.dispatchEvent(new Event("DOMContentLoaded")); // which the theme waits for, and which has passed
      resolve();
      if (event?.type === "keydown") event.target.dispatchEvent(new KeyboardEvent("keydown", event));
    });
    inert.replaceWith(scripts);
  });
  return theme;
}

for (const touch of touches) addEventListener(touch, loadTheme, { capture: true, passive: true });

function startSearch() {
  const query = document.forms.search?.query;
  const toggle = document.getElementById("__search");
  if (!query) return;
  const open = () => query.focus();
  document.querySelector("header [for=__search]")?.addEventListener("click", open);
  if (location.hash === "#__search") loadTheme().then(open);
  else if (toggle.checked || query.value || new URLSearchParams(location.search).has("q")) loadTheme();
}

/* Colours: the system's, until the reader wants the other ones. */

function startColours() {
  const button = document.querySelector(".colours");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.colours ? root.dataset.colours === "dark" : system.matches);
  const show = () => button.setAttribute("aria-pressed", isDark());
  button.addEventListener("click", () => {
    const wanted = isDark() ? "light" : "dark";
    root.dataset.colours = wanted === (system.matches ? "dark" : "light") ? "" : wanted;
    try {
      localStorage.setItem("colours", root.dataset.colours);
    } catch {} // a reader may forbid it; the page keeps its colours until it is left
    show();
  });
  system.addEventListener("change", show);
  show();
}

/* Days: a page counts to the day for which it was built. A reader who comes later is told of today as well. */

const asDay = (date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());

function startDays() {
  const built = Date.parse(document.querySelector("meta[name=as-of]").content);
  const today = asDay(new Date());
  const age = Math.round((today - built) / day);
  if (!(age > 0)) return;
  const ago = new Intl.RelativeTimeFormat(root.lang, { numeric: "auto" });
  const days = new Intl.NumberFormat(root.lang, { style: "unit", unit: "day", unitDisplay: "long" });
  for (const counted of document.querySelectorAll("data.days")) {
    const since = Date.parse(counted.value);
    if (Number.isNaN(since)) continue;
    const now = document.createElement("small");
    now.className = "days__today";
    now.textContent = ` · ${days.format(Math.round((today - since) / day))} ${ago.format(0, "day")}`;
    counted.append(now);
  }
  const old = document.querySelector(".foot__old");
  old.querySelector("span").textContent = ago.format(-age, "day");
  old.hidden = false;
}

/* What scrolls sideways scrolls by key as well; not every browser sees to that. */

function startScrolling() {
  for (const element of document.querySelectorAll(".md-typeset pre > code, .table-wrap")) {
    new ResizeObserver(() => {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    }).observe(element);
  }
}

/* Everything else. */

function startModules() {
  const asked = new URLSearchParams(location.search);
  for (const element of document.querySelectorAll("[data-module]")) {
    const { module: name, when } = element.dataset;
    if (!when || asked.has(when)) import(`./${name}.js`).then((module) => module.start(element));
  }
}

startSearch();
startColours();
startDays();
startScrolling();
startModules();

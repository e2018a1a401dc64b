/* The home page as of a day in the past: by the needle on the chart, the date field, a named day, or ?asof= in the address. */

const svg = "http://www.w3.org/2000/svg";

export function start(chart) {
  const form = chart.querySelector(".timechart__days");
  const { asof: field, named, back } = form.elements;
  const needle = chart.querySelector(".timechart__needle");
  const { first: min, start: begin, last: today, earlier } = form.dataset;
  const length = numberOf(today) - numberOf(min) + 1;
  const scale = scaleOf(numberOf(min), numberOf(begin), numberOf(today) + 1, earlier / 100);
  const page = pageOf(chart);
  let day = today;

  /* `how` is pushState for a choice that Back should undo, replaceState while something moves. */
  async function show(wanted, how) {
    day = wanted < min ? min : wanted > today ? today : wanted;
    const shown = day;
    place();
    if (day === today) page.restore();
    else {
      const [{ dealOn }, facts] = await needed(chart);
      if (shown !== day) return; // the needle has moved on meanwhile
      page.show(facts, dealOn(facts, day), day);
    }
    if (how) {
      const address = new URL(location);
      if (day === today) address.searchParams.delete("asof");
      else address.searchParams.set("asof", day);
      history[how](null, "", address);
    }
  }

  function place() {
    chart.style.setProperty("--as-of", `${100 * scale.at(numberOf(day) + (day === today))}%`);
    chart.toggleAttribute("data-past", day !== today);
    needle.setAttribute("aria-valuenow", numberOf(day) - numberOf(min));
    needle.setAttribute("aria-valuetext", inWords(day));
    needle.querySelector("span").textContent = inWords(day, "short");
    field.value = day;
    named.value = [...named.options].some((option) => option.value === day) ? day : "";
    back.hidden = day === today;
  }

  const fromAddress = () => show(dayAsked() ?? today);
  const at = (event) => {
    const { left, width } = needle.parentElement.getBoundingClientRect();
    return plus(min, Math.floor(scale.dayAt((event.clientX - left) / width)) - numberOf(min));
  };
  const drag = (event) => {
    if (event.button || event.target.closest("a")) return;
    event.preventDefault();
    needle.focus({ preventScroll: true });
    needle.setPointerCapture(event.pointerId);
    show(at(event), "replaceState");
  };

  Object.assign(field, { type: "date", min, max: today });
  needle.setAttribute("aria-valuemax", length - 1);
  needle.addEventListener("pointerdown", drag);
  chart.querySelector("thead .timechart__time").addEventListener("pointerdown", drag);
  needle.addEventListener("pointermove", (event) => {
    if (needle.hasPointerCapture(event.pointerId)) show(at(event), "replaceState");
  });
  needle.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -30, PageUp: 30, Home: -length, End: length };
    if (!(event.key in by) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(plus(day, by[event.key]), "replaceState");
  });
  field.addEventListener("change", () => field.value && show(field.value, "pushState"));
  named.addEventListener("change", () => named.value && show(named.value, "pushState"));
  back.addEventListener("click", () => {
    show(today, "pushState");
    needle.focus({ preventScroll: true });
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", fromAddress);

  form.hidden = false;
  needle.parentElement.hidden = false;
  return fromAddress();
}

/* Where a day stands on the chart, as a share of its width, and which day stands there: the time before the deal has a
   scale of its own. Days are numbers. */
function scaleOf(first, begin, end, earlier) {
  return {
    at: (day) =>
      day < begin ? (earlier * (day - first)) / (begin - first) : earlier + ((1 - earlier) * (day - begin)) / (end - begin),
    dayAt: (share) =>
      share < earlier ? first + (share / earlier) * (begin - first) : begin + ((share - earlier) / (1 - earlier)) * (end - begin),
  };
}

/* The day that the address asks for, if it is one. */
export function dayAsked() {
  const wanted = new URLSearchParams(location.search).get("asof");
  return /^\d{4}-\d\d-\d\d$/.test(wanted) && !Number.isNaN(Date.parse(wanted)) ? wanted : null;
}

/* The rule and the events are fetched when somebody asks for another day. */
let fetched;

export function needed({ dataset: { source } }) {
  return (fetched ??= Promise.all([import("./fold.js"), fetch(source).then((answer) => answer.json())]));
}

function numberOf(day) {
  return Date.parse(day) / 86_400_000;
}

function plus(day, days) {
  return new Date(86_400_000 * (numberOf(day) + days)).toISOString().slice(0, 10);
}

/* A date as the pages write it: never more exact than it is known. */
function inWords(date, month = "long") {
  const [, hasMonth, hasDay] = date.split("-");
  const asked = { year: "numeric", month: hasMonth && month, day: hasDay && "numeric", timeZone: "UTC" };
  const language = document.documentElement.lang;
  const parts = new Intl.DateTimeFormat(language, asked).formatToParts(Date.parse(date));
  if (language !== "en") return parts.map((part) => part.value).join("");
  const said = Object.fromEntries(parts.map((part) => [part.type, part.value]));
  return [said.day, said.month, said.year].filter(Boolean).join(" ");
}

export function element(name, classes, ...children) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.append(...children);
  return made;
}

export function link(classes, address, text) {
  const made = element("a", classes, text);
  made.href = address;
  return made;
}

export function time(date, month) {
  const made = element("time", "", inWords(date, month));
  made.dateTime = date;
  return made;
}

/* The badge of a step of the fold, as the pages print it. */
export function badge(step, { say, statuses }) {
  if (!step) return element("span", "badge badge--none", say.nothing);
  const { shape, label } = statuses.find((word) => word.id === step.status);
  const sign = element("span", "", shape);
  sign.ariaHidden = "true";
  const made = element("span", `badge badge--${step.status}`, sign, ` ${label}`);
  if (!step.isDocumented) {
    made.classList.add("is-reported");
    made.append(" ", element("span", "badge__rank", `· ${say.reported}`));
  }
  return made;
}

/* What of the page changes with the day. The page as it was built comes back untouched. */
function pageOf(chart) {
  const built = new Map();
  const title = document.title;
  const fill = (place, ...children) => {
    if (!built.has(place)) built.set(place, [...place.childNodes]);
    place.replaceChildren(...children);
  };

  function show(facts, deal, day) {
    const { say } = facts;
    const name = (track) => link("track-name", `tracks/${track.id}/`, track.name);
    const brief = (...lines) => element("li", "", ...lines);
    const list = (id, entries, line) => {
      const lines = entries.slice(0, facts.latest).map(line);
      fill(document.querySelector(`[data-list=${id}]`), ...(lines.length ? lines : [brief(element("p", "", say[id]))]));
    };

    document.title = `${inWords(day)} · ${title}`;
    fill(document.querySelector(".as-of__day"), time(day));
    tally(deal.counts, facts.tracks.length, say.nothing);
    for (const { track, step } of deal.tracks) {
      const row = chart.querySelector(`[data-track="${track.id}"]`);
      fill(row.querySelector(".now"), badge(step, facts));
      const [before, behind] = say.since.split("%");
      fill(row.querySelector(".now__since"), ...(step ? [before, time(step.since, "short"), `${behind}, `] : []));
    }
    list("changes", deal.changes, ({ track, step }) =>
      brief(
        element("p", "brief__head", time(step.because.date), " ", badge(step, facts)),
        element("p", "", name(track), ": ", link("", `tracks/${track.id}/#event-${step.because.id}`, step.because.title)),
      ),
    );
    list("unwritten", deal.unwritten, ({ track, waiting: { days } }) =>
      brief(element("p", "", name(track), ": ", element("strong", "", (days === 1 ? say.day : say.days).replace("%", days)))),
    );
    list("coming", deal.coming, ({ track, date, title }) =>
      brief(element("p", "brief__head", time(date)), element("p", "", name(track), ": ", title)),
    );
    list("disputed", deal.disputed, ({ track, disputed: [reading] }) =>
      brief(element("p", "", name(track), ": ", link("", `tracks/${track.id}/#reading-${reading.id}`, reading.question))),
    );
    lead(`?asof=${day}`);
  }

  /* The pages of tracks are told from which day the reader comes. */
  function lead(search) {
    for (const way of document.querySelectorAll("[data-list] a, .timechart__name a")) way.search = search;
  }

  function tally(counts, all, nothing) {
    let before = 0;
    const bars = counts.map(([status, count]) => {
      const bar = document.createElementNS(svg, "rect");
      const share = (number) => `${(100 * number) / all}%`;
      for (const [key, value] of Object.entries({ class: `status--${status.id}`, x: share(before), width: share(count), height: 14 }))
        bar.setAttribute(key, value);
      before += count;
      return bar;
    });
    fill(document.querySelector(".tally__bar"), ...bars);
    const parts = counts.map(([status, count]) => {
      const sign = element("span", "tally__sign", status.shape);
      sign.ariaHidden = "true";
      return element("li", `tally__part status--${status.id}`, element("strong", "", count), " ", sign, ` ${status.label}`);
    });
    if (before < all) parts.push(element("li", "tally__part", element("strong", "", all - before), ` ${nothing}`));
    fill(document.querySelector("ul.tally"), ...parts);
  }

  function restore() {
    for (const [place, children] of built) place.replaceChildren(...children);
    built.clear();
    lead("");
    document.title = title;
  }

  return { show, restore };
}

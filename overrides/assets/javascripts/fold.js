/* Where everything stood on a day: the fold from events to status, as dealtracker/standing does it. Pure functions.
   Days are texts like "2025-08-30"; a date of the record may be a month or a year, which counts from its last day. */

function first(date) {
  return new Date(date).toISOString().slice(0, 10);
}

function last(date) {
  const [year, month, day] = date.split("-");
  return day ? date : new Date(Date.UTC(+year, month ?? 12, 0)).toISOString().slice(0, 10);
}

function daysBetween(start, end) {
  return (Date.parse(end) - Date.parse(start)) / 86_400_000;
}

/* The date from which an event counts: when it is both known and in effect. */
function countsFrom({ date, effective }) {
  return effective && last(effective) > last(date) ? effective : date;
}

const byDay = (day) => (a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0);

/* The rule itself: the status after an event, and where a stopped track stood before it stopped. */
function after([action, target], status, held, ladder) {
  const rung = (id) => ladder.findIndex((word) => word.id === id);
  const opened = status ?? ladder[0].id;
  if (action === "up-to") {
    const stood = rung(held ?? opened);
    if (rung(target) > stood || (held && rung(target) === stood)) return [target, null];
  }
  if (action === "pause" && rung(opened) >= 0) return [target, opened];
  if (action === "off-to") return [target, null];
  if (action === "resume" && held) return [held, null];
  return [opened, held];
}

function fold(events, kinds, ladder) {
  const steps = [];
  const restsOn = {};
  let status = null;
  let held = null;
  for (const because of events) {
    const was = status;
    const effect = kinds[because.kind];
    [status, held] = after(effect, status, held, ladder);
    if (status === was) continue;
    if (was === null) restsOn[ladder[0].id] = because;
    if (effect[0] !== "resume") restsOn[status] = because;
    steps.push({ was, status, on: countsFrom(because), since: because.effective ?? because.date, because, restsOn: restsOn[status] });
  }
  return steps;
}

/* The days from the first counted rung to the second, where they still run. */
function waiting(events, steps, kinds, ladder, asOf) {
  const [start, end] = ladder.filter((word) => word.clock);
  if (!end) return null;
  const reached = {};
  for (const event of events) {
    const [action, status] = kinds[event.kind];
    if (action === "up-to") reached[status] ??= event.effective ?? event.date;
  }
  const over = ladder.slice(ladder.indexOf(end)).some((word) => word.id in reached);
  const left = Object.values(kinds).some(([action, status]) => action === "off-to" && status === steps.at(-1)?.status);
  if (!(start.id in reached) || over || left) return null;
  const since = first(reached[start.id]);
  return { since, days: daysBetween(since, asOf) };
}

function isDisputed({ sides, until }, asOf) {
  const spoke = new Set(sides.filter(([, date]) => last(date) <= asOf).map(([by]) => by));
  return spoke.size >= 2 && !(until && last(until) <= asOf);
}

function trackOn(track, facts, ladder, asOf) {
  const known = track.events.filter(({ date, retracted }) => last(date) <= asOf && !(retracted && last(retracted) <= asOf));
  const counted = known.filter((event) => last(countsFrom(event)) <= asOf).sort(byDay((event) => last(countsFrom(event))));
  const steps = fold(counted, facts.kinds, ladder);
  for (const step of steps) {
    const { asks } = facts.statuses.find((word) => word.id === step.status);
    step.isDocumented = !asks.length || step.restsOn.proves.some((kind) => asks.includes(kind));
  }
  const expected = track.expected.filter(
    (entry) => first(entry.since) <= asOf && !known.some((event) => event.id === entry.answered),
  );
  return {
    track,
    steps,
    step: steps.at(-1) ?? null,
    waiting: waiting(counted, steps, facts.kinds, ladder, asOf),
    disputed: track.readings.filter((reading) => isDisputed(reading, asOf)),
    coming: [
      ...expected.map(({ date, title }) => ({ track, date, title })),
      ...known.filter((event) => !counted.includes(event)).map((event) => ({ track, date: event.effective, title: event.title })),
    ],
  };
}

/* The deal on a day: each track, how many stand where, and the lists of the home page. */
export function dealOn(facts, asOf) {
  const ladder = facts.statuses.filter((word) => word.rung !== null).sort((a, b) => a.rung - b.rung);
  const tracks = facts.tracks.map((track) => trackOn(track, facts, ladder, asOf));
  const having = (id) => tracks.filter(({ step }) => step?.status === id).length;
  const changes = tracks.flatMap(({ track, steps }) => steps.map((step) => ({ track, step })).reverse());
  const waits = tracks.filter((standing) => standing.waiting);
  return {
    tracks,
    counts: facts.statuses.map((word) => [word, having(word.id)]).filter(([, count]) => count),
    changes: changes.reverse().sort(byDay(({ step }) => last(step.on))).reverse(),
    unwritten: waits.sort(byDay(({ track }) => track.id)).sort((a, b) => b.waiting.days - a.waiting.days),
    disputed: tracks.filter((standing) => standing.disputed.length),
    coming: tracks
      .flatMap((standing) => standing.coming)
      .filter((entry) => last(entry.date) >= asOf)
      .sort(byDay(({ track }) => track.id))
      .sort(byDay(({ date }) => last(date))),
  };
}

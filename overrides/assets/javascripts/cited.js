/* A page in a citation of another day: says at its top which day was cited and, on the page of a track, where it stood then.
   The words stand in the template; a `slot` is filled, and what is only for another case (`data-if`) is left out. */

import { badge, dayAsked, element, link, needed, time } from "./as-of.js";

export async function start(template) {
  const { source, track } = template.dataset;
  const built = document.querySelector("meta[name=as-of]").content;
  const day = dayAsked();
  if (!day || day === built) return;

  const notice = element("div", "cited");
  notice.role = "status"; // there before it is filled, so that it is read out
  (document.querySelector("h1 + .other-title") ?? document.querySelector("h1")).after(notice);

  const earlier = day < built;
  const facts = earlier && track && source ? await stood(template, track, day) : {};
  const said = document.importNode(template.content, true);
  const holds = { later: !earlier, earlier, stood: facts.because, nothing: facts.nothing, home: earlier && source };
  for (const part of said.querySelectorAll("[data-if]")) if (!holds[part.dataset.if]) part.remove();
  for (const slot of said.querySelectorAll("slot")) slot.replaceWith(slot.name === "day" ? time(day) : facts[slot.name]);
  const home = said.querySelector("a[data-if=home]");
  if (home) home.search = `?asof=${day}`;
  notice.append(said);
}

async function stood(template, id, day) {
  const [{ dealOn }, facts] = await needed(template);
  const { step } = dealOn(facts, day).tracks.find(({ track }) => track.id === id);
  if (!step) return { nothing: true };
  return { badge: badge(step, facts), since: time(step.since), because: link("", `#event-${step.because.id}`, step.because.title) };
}

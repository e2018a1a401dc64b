/* Two pages of the same shape, read by a real browser: one full of hostile strings, one with harmless words in their place.
   Nothing of them is run. What comes back: how many elements and texts agree, and the first places that do not.
   `strings` and `signs` are what the harmless words and signs stand for. */

({ pages, strings, signs }) => {
  const found = { pages: 0, elements: 0, attributes: 0, texts: 0, "places of strings": 0, trouble: [] };
  const standIn = /https:\/\/q([0-9]+)q\.example\/|q([0-9]+)q|([\u2460-\u2473])/g;
  const hostile = (text) =>
    text.replace(standIn, (_, link, word, sign) => {
      found["places of strings"]++;
      return sign ? signs[sign.charCodeAt(0) - 0x2460] : strings[link ?? word];
    });
  const bare = (text) => text.replace(/[\s\u001c-\u001f\u0085]+/g, "").toLowerCase();
  const isCut = (one, other) => other.endsWith("…") && one.startsWith(other.slice(0, -1));
  const same = (one, other) => one === other || isCut(one, other);
  const drawn = new Set(["style", "x", "x1", "x2", "y", "y1", "y2", "d", "dx", "width", "height", "viewBox", "textLength", "transform"]);
  const measured = (text) => text.replace(/[0-9.]+/g, "0");

  /* Texts for machines, and words for the search, which are fewer and in another order. */
  const isData = (node) => node.localName === "script" && node.type === "application/ld+json";
  const isForSearch = (node) => node.hasAttribute("hidden") && ["div", "p"].includes(node.localName) && !node.className;

  function fail(way, what) {
    if (found.trouble.length < 12) found.trouble.push(`${way}: ${what}`.slice(0, 400));
    return false;
  }

  function differ(way, expected, actual) {
    let at = 0;
    while (at < expected.length && expected[at] === actual[at]) at++;
    const part = (text) => JSON.stringify(text.slice(Math.max(0, at - 30), at + 50));
    return fail(way, `${part(actual)} instead of ${part(expected)}`);
  }

  function agree(way, harmless, actual) {
    const [one, other] = [bare(hostile(harmless)), bare(actual)];
    if (!same(one, other)) differ(way, one, other);
    found.texts++;
  }

  function data(way, harmless, actual) {
    if (typeof harmless === "string") return agree(way, harmless, actual);
    if (harmless === null || typeof harmless !== "object") return harmless === actual || fail(way, `${actual} instead of ${harmless}`);
    const keys = Object.keys(harmless);
    if (Object.keys(actual).join() !== keys.join()) return fail(way, `${Object.keys(actual)} instead of ${keys}`);
    for (const key of keys) data(`${way}/${key}`, harmless[key], actual[key]);
  }

  function walk(way, harmless, actual) {
    if (harmless.nodeType !== actual.nodeType || harmless.nodeName !== actual.nodeName)
      return fail(way, `${actual.nodeName} “${actual.textContent.slice(0, 60)}” instead of ${harmless.nodeName}`);
    if (harmless.nodeType !== Node.ELEMENT_NODE)
      return harmless.nodeType === Node.DOCUMENT_NODE ? inside(way, harmless, actual) : agree(way, harmless.data ?? "", actual.data ?? "");
    const here = `${way}>${harmless.localName}`;
    found.elements++;
    if (harmless.namespaceURI !== actual.namespaceURI) return fail(here, actual.namespaceURI);
    const names = harmless.getAttributeNames();
    if (actual.getAttributeNames().join() !== names.join()) return fail(here, `${actual.getAttributeNames()} instead of ${names}`);
    for (const name of names) {
      const [one, other] = [harmless.getAttribute(name), actual.getAttribute(name)];
      if (drawn.has(name)) {
        if (measured(one) !== measured(other)) fail(`${here}@${name}`, other);
      } else agree(`${here}@${name}`, one, other);
      found.attributes++;
    }
    if (isData(harmless)) return data(here, JSON.parse(harmless.textContent), JSON.parse(actual.textContent));
    if (harmless.matches("pre.message > code")) return walk(`${here} code`, read(harmless.textContent), read(actual.textContent));
    if (isForSearch(harmless)) {
      const odd = [...actual.querySelectorAll("*")].filter((node) => node.localName !== "p" || node.attributes.length);
      return odd.length === 0 || fail(here, `${odd[0].outerHTML}`);
    }
    return inside(here, harmless, actual);
  }

  function inside(way, harmless, actual) {
    const [ones, others] = [[...harmless.childNodes], [...actual.childNodes]];
    if (ones.length !== others.length) {
      const at = others.findIndex((node, number) => node.nodeName !== ones[number]?.nodeName);
      return fail(way, `has ${others.length} parts instead of ${ones.length}, ${others[at]?.nodeName} at ${at} after ${others[at - 1]?.textContent.slice(-60)}`);
    }
    ones.forEach((node, number) => walk(`${way}`, node, others[number]));
  }

  function read(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const space of page.querySelectorAll("wbr")) space.remove(); // an address may break behind each of its slashes
    page.normalize();
    return page;
  }

  return Promise.all(
    pages.map(async (path) => {
      const [harmless, actual] = await Promise.all(
        ["harmless", "hostile"].map((site) => fetch(`/${site}/${path}`).then((answer) => answer.text())),
      );
      walk(path, read(harmless), read(actual));
      found.pages++;
    }),
  ).then(() => found);
};

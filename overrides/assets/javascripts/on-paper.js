/* Gives each element with `data-module` the module of that name. */
for (const element of document.querySelectorAll("[data-module]"))
  import(`./${element.dataset.module}.js`).then((module) => module.start(element));

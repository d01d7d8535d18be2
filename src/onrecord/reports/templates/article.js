// Niceties only: everything on the page works without this script.
(() => {
  "use strict";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const claimOf = (node) => (node instanceof Element ? node.closest("[data-claim]") : null);

  // A mark and its card light up together.
  let lit = null;
  const light = (event) => {
    const number = claimOf(event.target)?.dataset.claim ?? null;
    if (number === lit) return;
    lit = number;
    for (const node of all("[data-claim]")) node.classList.toggle("lit", node.dataset.claim === number);
  };
  document.addEventListener("pointerover", light);
  document.addEventListener("focusin", light);

  // With the focus on a mark or in a card: j and k go to the next and the last card, Escape back to the mark.
  let came = null;
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.mark, a.ref") : null;
    if (link) came = link;
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = claimOf(document.activeElement);
    if (!here) return;
    const cards = all(".card");
    const at = cards.findIndex((card) => card.dataset.claim === here.dataset.claim);
    const step = { j: 1, k: -1 }[event.key];
    if (step && cards[at + step]) {
      cards[at + step].focus();
      cards[at + step].scrollIntoView({ block: "start" });
    } else if (event.key === "Escape" && here.matches(".card")) {
      const mark = came?.dataset.claim === here.dataset.claim ? came
        : document.querySelector(`a[data-claim="${here.dataset.claim}"]`);
      mark?.focus();
    }
  });

  // The article stays in sight beside the cards: it stops when its end is reached, however long it is.
  const column = document.querySelector(".article");
  const stick = () => column.style.setProperty("top", `${Math.min(24, innerHeight - column.offsetHeight - 24)}px`);
  column.classList.add("sticks");
  stick();
  addEventListener("resize", stick);

  // Paper has nothing to unfold.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details.queries:not([open]), details.more:not([open])");
    for (const node of folded) node.open = true;
  });
  addEventListener("afterprint", () => {
    for (const node of folded) node.open = false;
  });
})();

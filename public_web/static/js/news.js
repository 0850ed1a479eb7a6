/**
 * What a turn tells all of the party, such as who got what: said once in the corner, and never for what stood there when
 * the page was opened, or stands in older turns that are fetched later.
 */
const turns = () => [...document.querySelectorAll("#log [data-seq]")];
const seqOf = (turn) => Number(turn.dataset.seq);

export function setUpNews(toast) {
  const atFirst = Math.max(0, ...turns().map(seqOf));
  const said = new Set();
  document.addEventListener("htmx:after:swap", () => {
    for (const turn of turns().filter((one) => seqOf(one) > atFirst && !said.has(seqOf(one)))) {
      const news = turn.querySelectorAll("[data-news]");
      for (const one of news) toast(one.textContent.trim(), "good");
      if (news.length) said.add(seqOf(turn));
    }
  });
}

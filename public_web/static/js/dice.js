/** The drawer of the dice: fetched when it is opened, and kept true while it is. */
export function setUpDice(base) {
  const drawer = document.getElementById("dice");
  const list = () => document.getElementById("throws");
  const isOpen = () => drawer.matches(":popover-open");
  let running = null;
  let again = false;

  async function ask() {
    const answer = await fetch(`${base}/dice`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    const page = document.createElement("template");
    page.innerHTML = await answer.text();
    take(page.content);
  }

  /** What is new goes on top, what was taken back is marked. Where the page does not reach down to what is shown, it begins anew. */
  function take(page) {
    const arriving = [...page.querySelectorAll("[data-throw]")];
    if (!arriving.some(({ id }) => document.getElementById(id))) {
      list().replaceChildren(page);
      htmx.process(list());
      return;
    }
    const fresh = arriving.filter((one) => {
      const shown = document.getElementById(one.id);
      if (shown && shown.dataset.undone !== one.dataset.undone) shown.replaceWith(one);
      return !shown;
    });
    list().prepend(...fresh);
  }

  /** One request at a time; what falls meanwhile is asked for once more. */
  function heard() {
    if (!isOpen()) return;
    if (running) { again = true; return; }
    running = ask().catch(() => {}).finally(() => {
      running = null;
      if (again) { again = false; heard(); }
    });
  }

  drawer.addEventListener("toggle", heard);
  return { heard };
}

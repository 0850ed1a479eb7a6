/** The skill trees under one's fingers; what was learned just now is said once, and not again after a reload. */
import { setUpWalk } from "./walk.js";

for (const tree of document.querySelectorAll("[data-walk]")) setUpWalk(tree);

const address = new URL(location.href);
if (address.searchParams.has("done")) {
  address.searchParams.delete("done");
  history.replaceState(null, "", address);
}

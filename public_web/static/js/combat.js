/** The fight: the odds are those against the chosen target, and a line says what a click will do. */
const AIMED = { enemy: "enemy_id", ally: "ally_id", fallen_ally: "fallen_id" };
const EVERYBODY = { all_enemies: "on all of them", all_allies: "for all of you" };

export function setUpAim() {
  document.addEventListener("change", (event) => {
    if (event.target.matches("#combat .fighter > input")) showOdds();
  });
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const move = event.target.closest?.("#combat .move");
      if (move) reckon(move);
    });
  }
  document.addEventListener("htmx:after:swap", showOdds);
  showOdds();
}

/** The next enemy that stands becomes the target. */
export function aimAtNext() {
  const standing = [...document.querySelectorAll("#combat input[name=enemy_id]:enabled")];
  const now = standing.findIndex((one) => one.checked);
  standing[(now + 1) % standing.length]?.click();
}

/** When nobody who stands is aimed at (they fell, or the ranks moved), whom the rules hold nearest is. */
function aimAtSomebody() {
  const enemies = "#combat input[name=enemy_id]";
  if (document.querySelector(`${enemies}:checked:enabled`)) return;
  (document.querySelector(`${enemies}[checked]:enabled`) ?? document.querySelector(`${enemies}:enabled`))?.click();
}

function showOdds() {
  aimAtSomebody();
  const aim = document.querySelector("#combat input[name=enemy_id]:checked");
  for (const move of document.querySelectorAll("#combat .move[data-aim=enemy]")) {
    const reaches = !aim || move.dataset.targets.split(" ").includes(aim.value);
    move.classList.toggle("move-out-of-reach", !reaches);
    const odds = move.querySelector("[data-odds]");
    if (!odds || !aim) continue;
    const chance = chanceOf(move, aim);
    if (!reaches) odds.textContent = "out of reach";
    else if (chance !== undefined) odds.textContent = `${chance} %`;
  }
  const focused = document.activeElement?.closest?.("#combat .move");
  if (focused) reckon(focused);
  else sayAim(aim);
}

function chanceOf(move, aim) {
  return JSON.parse(move.dataset.chances ?? "{}")[aim?.value];
}

function sayAim(aim) {
  const line = document.querySelector("[data-reckoning]");
  if (line && aim) write(line, ["You aim at ", strong(aim.dataset.name), ". Choose a move."]);
}

/** "Heavy Blow on the wickling: 80 % to hit, costs 2 mana, then rests 2 turns." and what it is. */
function reckon(move) {
  const line = document.querySelector("[data-reckoning]");
  if (!line) return;
  const { aim: kind, name, says, mana, rest } = move.dataset;
  const aim = AIMED[kind] && document.querySelector(`#combat input[name=${AIMED[kind]}]:checked`);
  const chance = kind === "enemy" ? chanceOf(move, aim) : undefined;
  const terms = [];
  if (move.disabled) terms.push(move.querySelector(".move-facts").textContent.trim().toLowerCase());
  else if (move.classList.contains("move-out-of-reach")) terms.push("out of reach");
  else if (chance !== undefined) terms.push(`${chance} % to hit`);
  if (!move.disabled && Number(mana)) terms.push(`costs ${mana} mana`);
  if (!move.disabled && Number(rest)) terms.push(`then rests ${rest} turn${rest === "1" ? "" : "s"}`);
  const parts = [strong(name)];
  if (aim) parts.push(kind === "enemy" ? " on " : " for ", strong(aim.dataset.name));
  else if (EVERYBODY[kind]) parts.push(` ${EVERYBODY[kind]}`);
  parts.push(terms.length ? ": " : ". ");
  if (terms.length) parts.push(element("b", terms.join(", ")), ". ");
  write(line, [...parts, says ?? ""]);
}

function strong(text) { return element("strong", text); }

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function write(line, parts) { line.replaceChildren(...parts); }

// Moves a second of the peer's simulator, played by its own random players: node showdown.mjs SECONDS
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { BattleStream, Teams, getPlayerStreams } = require("pokemon-showdown");
const { RandomPlayerAI } = require("pokemon-showdown/dist/sim/tools/random-player-ai");

const FORMAT = "gen9randombattle";

async function battle(number) {
  const seed = [number, number + 1, number + 2, number + 3];
  const streams = getPlayerStreams(new BattleStream());
  const players = [new RandomPlayerAI(streams.p1, { seed }), new RandomPlayerAI(streams.p2, { seed })];
  players.forEach((player) => void player.start());
  const team = (side) => Teams.pack(Teams.generate(FORMAT, { seed: [side, ...seed.slice(1)] }));
  const side = (name, place) => JSON.stringify({ name, team: team(place) });
  void streams.omniscient.write(
    `>start ${JSON.stringify({ formatid: FORMAT, seed })}\n>player p1 ${side("One", 1)}\n>player p2 ${side("Two", 2)}`,
  );
  let moves = 0;
  for await (const chunk of streams.omniscient) {
    moves += chunk.split("\n").filter((line) => line.startsWith("|move|")).length;
    if (/^\|(win\||tie$)/m.test(chunk)) break;
  }
  return moves;
}

const seconds = Number(process.argv[2] ?? 5);
await battle(0); // loads its data
let moves = 0;
const began = performance.now();
for (let number = 1; performance.now() - began < seconds * 1000; number += 1) moves += await battle(number);
console.log(Math.round(moves / ((performance.now() - began) / 1000)));
process.exit(0);

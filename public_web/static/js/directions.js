/** Arrow keys in a picture whose places carry data-x and data-y: which place lies that way. */
export const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const spot = (place) => [Number(place.dataset.x), Number(place.dataset.y)];

/** Those of `places` that lie that way from one of them, the straightest and nearest first: `{ place, along, aside }`. */
export function thatWay(from, places, [right, down]) {
  const [x, y] = spot(from);
  const reckoned = places.filter((place) => place !== from).map((place) => {
    const [dx, dy] = [spot(place)[0] - x, spot(place)[1] - y];
    return { place, along: dx * right + dy * down, aside: Math.abs(dx * down) + Math.abs(dy * right) };
  });
  return reckoned.filter(({ along }) => along > 0)
    .sort((one, other) => one.along + 2 * one.aside - other.along - 2 * other.aside);
}

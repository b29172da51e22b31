/** Numbers from 0 to below 1 that look random, the same for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    // A linear congruential generator, with the constants of Numerical Recipes: good enough to scatter kills.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Prints what `measure` answered of each way, and how long each took against the first of them. */
export function printComparison(measured) {
  const [[rival, { seconds: rivals }]] = Object.entries(measured)
  const rows = Object.entries(measured).map(([way, { seconds, cpu, peak, ...more }]) => [
    way,
    {
      ...more,
      seconds: Number(seconds.toFixed(2)),
      [`of the ${rival}`]: Number((seconds / rivals).toFixed(2)),
      'CPU seconds': Number(cpu.toFixed(2)),
      'peak MiB': Math.round(peak),
    },
  ])
  console.table(Object.fromEntries(rows))
}

/** The median of each figure of several measurements of one way. */
export function medianOf(all) {
  const median = (figures) => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)]
  return Object.fromEntries(Object.keys(all[0]).map((name) => [name, median(all.map((each) => each[name]))]))
}

// Preloaded into the command: a clock that is years behind at first, and jumps by days every few milliseconds, to and fro.
const DAY = 86_400_000
const RealDate = Date
let readings = 0

const shift = () => [-1_000, 400, -30, 0][readings++ % 4] * DAY

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + shift())
    else super(...parts)
  }

  static now() {
    return RealDate.now() + shift()
  }
}

import type { ColumnType } from '@arbalest/core'

/** What is known of the strings at one place. */
export class TextFacts {
  count = 0
  #empty = 0
  #dates = 0
  #local = 0
  #zoned = 0

  add(text: string): void {
    this.count++
    if (text === '') this.#empty++
    else if (isDate(text)) this.#dates++
    else {
      const zone = zoneOf(text)
      if (zone === 'none') this.#local++
      else if (zone === 'some') this.#zoned++
    }
  }

  /** The type of time that takes them all under the time format `auto`, if one does; the empty become NULL. */
  get type(): ColumnType | undefined {
    const times = this.#local + this.#zoned
    if (this.#dates + times === 0 || this.#dates + times + this.#empty < this.count) return undefined
    if (times === 0) return 'date'
    return this.#zoned > 0 ? 'timestamptz' : 'timestamp'
  }

  /** Whether some have a zone and some have none, which then means UTC. */
  get someZoned(): boolean {
    return this.#zoned > 0 && this.#local > 0
  }
}

const DATE = /^([1-9]\d{3})-(\d\d)-(\d\d)/
const CLOCK = /^[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?$/

function isDate(text: string): boolean {
  return text.length === 10 && beginsWithDate(text)
}

// Of what `auto` takes, only what nobody could mean otherwise:
// https://docs.aws.amazon.com/redshift/latest/dg/automatic-recognition.html
function zoneOf(text: string): 'some' | 'none' | undefined {
  const match = beginsWithDate(text) ? CLOCK.exec(text.slice(10)) : null
  if (!match) return undefined
  return match[1] === undefined ? 'none' : 'some'
}

function beginsWithDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text) ?? []
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}

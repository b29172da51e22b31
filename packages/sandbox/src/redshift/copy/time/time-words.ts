const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** The month, from 1, that an English name or its first three letters stand for. */
export function monthNumber(word: string): number | undefined {
  const index = indexOfName(MONTHS, word)
  return index < 0 ? undefined : index + 1
}

/** Whether `word` is an English weekday, or its first three letters or more. */
export function isWeekday(word: string): boolean {
  return indexOfName(WEEKDAYS, word) >= 0
}

function indexOfName(names: readonly string[], word: string): number {
  const lower = word.toLowerCase()
  return names.findIndex(
    (name) => name === lower || name.slice(0, 3) === lower || (lower === 'sept' && name === 'september'),
  )
}

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  z: '+00',
  utc: '+00',
  gmt: '+00',
  ut: '+00',
  wet: '+00',
  bst: '+01',
  cet: '+01',
  west: '+01',
  cest: '+02',
  eet: '+02',
  eest: '+03',
  msk: '+03',
  ist: '+02',
  hkt: '+08',
  jst: '+09',
  kst: '+09',
  aest: '+10',
  aedt: '+11',
  nzst: '+12',
  nzdt: '+13',
  ast: '-04',
  adt: '-03',
  est: '-05',
  edt: '-04',
  cst: '-06',
  cdt: '-05',
  mst: '-07',
  mdt: '-06',
  pst: '-08',
  pdt: '-07',
  akst: '-09',
  akdt: '-08',
  hst: '-10',
}

/** The zone that `word` names, as PostgreSQL reads it: an offset, or a name such as `Europe/Berlin`. */
export function zoneOf(word: string): string | undefined {
  const offset = /^([+-])(\d{1,2})(?::?([0-5]\d))?$/.exec(word)
  if (offset !== null) {
    const hours = Number(offset[2])
    return hours > 15 ? undefined : `${offset[1]}${String(hours).padStart(2, '0')}:${offset[3] ?? '00'}`
  }
  const known = ABBREVIATIONS[word.toLowerCase()]
  if (known !== undefined) return known
  return /^[A-Za-z]+\/[A-Za-z_/+-]+$/.test(word) && isZoneName(word) ? word : undefined
}

function isZoneName(word: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: word })
    return true
  } catch {
    return false
  }
}

import { gzipSync } from 'node:zlib'

/** Seven ways in which an object is broken: its content, and what the reason says. */
const WAYS: readonly (readonly [content: (number: number) => string | Buffer, reason: RegExp])[] = [
  [() => 'hello, world\n', /Invalid value|JSON/],
  [(number) => document(number).replace(/\d+/, '"many"'), /column "id"/],
  [(number) => `${document(number)}${document(number)}{"id":"x"}\n`, /line 3, column "id"/],
  [() => '', /has no bytes/],
  [(number) => `[${document(number).trim()}]`, /array of documents/],
  [(number) => Buffer.from(`{"id":${number},"name":"caf\u00e9"}\n`, 'latin1'), /UTF-?8/i],
  [(number) => gzipSync(document(number).repeat(9_000)).subarray(0, 60), /decompressed to its end/],
]

/** The ways of which no row is read: an object without a byte, and one that cannot be decompressed. */
const UNREADABLE: ReadonlySet<number> = new Set([3, 6])

/** The way of which two rows are good. */
const TWO_GOOD_ROWS = 2

/** A folder that is served as the bucket `acme`, seven of whose objects are broken, each in its own way. */
export class BrokenBucket {
  /** The numbers of all objects: the ids that they hold. */
  readonly numbers: readonly number[]
  /** The numbers of those that are broken. */
  readonly broken: readonly number[]
  readonly #write: (file: string, content: string | Buffer) => Promise<void>

  /** `write` writes a file of the folder that holds that of the bucket. */
  constructor(objects: number, write: (file: string, content: string | Buffer) => Promise<void>) {
    this.numbers = Array.from({ length: objects }, (_, number) => number)
    this.broken = WAYS.map((_, way) => Math.floor(((way + 0.5) * objects) / WAYS.length))
    this.#write = write
  }

  get sound(): readonly number[] {
    return this.numbers.filter((number) => !this.broken.includes(number))
  }

  /** What the reasons say, in the order of {@link broken}. */
  get reasons(): readonly RegExp[] {
    return WAYS.map(([, reason]) => reason)
  }

  /** The keys of those of which a row is kept, and the rest loaded, if rows are. */
  get kept(): readonly string[] {
    return this.broken.filter((_, way) => !UNREADABLE.has(way)).map((number) => this.keyOf(number))
  }

  /** The numbers of those that are set aside, if rows are kept or not. */
  setAside(isKeeping: boolean): readonly number[] {
    return isKeeping ? this.broken.filter((_, way) => UNREADABLE.has(way)) : this.broken
  }

  /** The ids that are loaded before any is mended. */
  loaded(isKeeping: boolean): readonly number[] {
    return isKeeping ? this.#with(this.sound) : this.sound
  }

  /** The ids that are there once all are mended; what was loaded of one that changes is not taken back. */
  mended(isKeeping: boolean): readonly number[] {
    return isKeeping ? this.#with(this.numbers) : this.numbers
  }

  async writeSound(): Promise<void> {
    for (const number of this.sound) await this.#write(`acme/${this.keyOf(number)}`, document(number))
  }

  async spoil(): Promise<void> {
    for (const [way, number] of this.broken.entries())
      await this.#write(`acme/${this.keyOf(number)}`, WAYS[way]![0](number))
  }

  async mend(): Promise<void> {
    for (const number of this.broken) {
      const key = this.keyOf(number)
      await this.#write(`acme/${key}`, key.endsWith('.gz') ? gzipSync(document(number)) : document(number))
    }
  }

  /** Returns `ids`, and those of the two good rows of the object that has one bad. */
  #with(ids: readonly number[]): readonly number[] {
    const twice = this.broken[TWO_GOOD_ROWS]!
    return [...ids, twice, twice].toSorted((a, b) => a - b)
  }

  /** The last of those that are broken is compressed. */
  keyOf(number: number): string {
    return `events/${String(number).padStart(4, '0')}.json${number === this.broken.at(-1) ? '.gz' : ''}`
  }
}

/** How the bucket is loaded. */
export interface Quarantining {
  /** The table, and the step. */
  readonly table: string
  /** How many objects a transaction loads. */
  readonly batch: number
  /** Default: by `REDSHIFT_URL`. */
  readonly connection?: object | undefined
  /** Default: the sink's marks. */
  readonly journal?: object | undefined
  /** How many rows a run may keep; a changed object is then added. Default: none. */
  readonly keep?: number | undefined
}

/** Returns a configuration that loads the bucket, and sets aside what cannot be. */
export function quarantining({ table, batch, connection, journal, keep }: Quarantining): string {
  return JSON.stringify({
    sink: {
      use: 'redshift',
      with: {
        connection: connection ?? '${env:REDSHIFT_URL}',
        iamRole: 'default',
        metadata: 's3://acme/arbalest/',
      },
    },
    ...(journal && { journal }),
    pipelines: {
      p: [
        {
          load: table,
          source: { use: 's3', with: { url: 's3://acme/events/' } },
          strategy: { use: 'manifest', with: { batch, ...(keep !== undefined && { changed: 'append' }) } },
          onBadObject: 'quarantine',
          ...(keep !== undefined && { onBadRow: { keep } }),
          target: { table, properties: { id: 'integer', name: 'varchar(16)' } },
        },
      ],
    },
  })
}

function document(number: number): string {
  return `{"id":${number},"name":"n${number}"}\n`
}

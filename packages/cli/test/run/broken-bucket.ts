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

  /** The last of those that are broken is compressed. */
  keyOf(number: number): string {
    return `events/${String(number).padStart(4, '0')}.json${number === this.broken.at(-1) ? '.gz' : ''}`
  }
}

/** Returns a configuration that loads the bucket into `table`, `batch` objects at a time. */
export function quarantining(table: string, batch: number): string {
  return `sink:
  use: redshift
  with: { connection: '\${env:REDSHIFT_URL}', iamRole: default, metadata: 's3://acme/arbalest/' }
pipelines:
  p:
    - load: ${table}
      source: { use: s3, with: { bucket: acme, prefix: events/ } }
      strategy: { use: manifest, with: { batch: ${batch} } }
      onBadObject: quarantine
      target: { table: ${table}, properties: { id: integer, name: varchar(16) } }
`
}

function document(number: number): string {
  return `{"id":${number},"name":"n${number}"}\n`
}

import {
  closedObject,
  ConfigError,
  definePlugin,
  digest,
  each,
  optionsSchema,
  type Copied,
  type Fault,
  type SourceObject,
  type Strategy,
  type Target,
  type Transaction,
  type Unit,
} from '@arbalest/core/plugin'
import * as v from 'valibot'

/** Replaces the whole table by the newest object, the last one listed whose key ends in `suffix`. */
export class NewestStrategy implements Strategy {
  readonly #suffix: string

  constructor(suffix: string) {
    this.#suffix = suffix
  }

  way(): string {
    return 'newest'
  }

  check(): readonly Fault[] {
    return []
  }

  async *units(pages: AsyncIterable<readonly SourceObject[]>): AsyncGenerator<Unit> {
    let newest: SourceObject | undefined
    let last: SourceObject | undefined
    for await (const object of each(pages)) {
      last = object
      if (object.key.endsWith(this.#suffix)) newest = object
    }
    // One key for all snapshots, so that the table goes back to the one before if the newest is removed.
    if (newest) yield { key: '*', version: digest([newest]), objects: [newest] }
    else if (last) throw noneEndsIn(this.#suffix, last)
  }

  async load(tx: Transaction, target: Target, units: readonly Unit[]): Promise<Copied> {
    const staged = await tx.stage(target)
    const copied = await tx.copy(
      staged,
      units.flatMap(({ objects }) => objects),
    )
    await tx.replace(target, staged)
    return copied
  }
}

function noneEndsIn(suffix: string, { key }: SourceObject): ConfigError {
  return new ConfigError(
    'CONFIG_INVALID',
    `No object listed ends in "${suffix}"; the last is "${key}". Correct the option suffix of the strategy.`,
  )
}

const options = optionsSchema(
  closedObject({
    suffix: v.optional(
      v.pipe(
        v.string('must be the end of a key, such as .json.gz.'),
        v.description(
          'How the keys of snapshots end; other objects are left out. Default: every object is one.',
        ),
      ),
      '',
    ),
  }),
)

export default definePlugin({
  kind: 'strategy',
  name: '@arbalest/example-strategy-newest',
  options,
  create: ({ suffix }) => new NewestStrategy(suffix),
})

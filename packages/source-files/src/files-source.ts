import { open } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  counted,
  parseDuration,
  sideBySide,
  type ByteRange,
  type ListOptions,
  type Series as ListedSeries,
  type Source,
  type SourceObject,
} from '@arbalest/core/plugin'
import { isHidden, keyFilter, parseSeries, startingAt, type KeyFilter, type Series } from '@arbalest/listing'
import { changedFile, removedFile, toSourceError } from './file-errors.js'
import { stateOf, type StateOptions } from './file-state.js'
import type { FilesSourceConfiguration } from './options.js'
import { partitionKeys } from './partition-keys.js'
import { walk } from './walk.js'

/** How many files a page has. */
const PAGE = 1000

/** How many files are looked at at once. */
const SIDE_BY_SIDE = 16

/**
 * The files under a folder. A file's key is its path from there, with `/` between the names; its version
 * is made of its size and the time of its last change, or of its content. The keys of all files
 * are held in memory while they are listed, as a folder lists in no order.
 *
 * @example
 * ```ts
 * const source = new FilesSource({ folder: './inbox' })
 * for await (const page of source.list()) console.log(page.length)
 * ```
 */
export class FilesSource implements Source {
  readonly url: string
  readonly series: ListedSeries | undefined
  readonly #folder: string
  readonly #series: Series | undefined
  readonly #filter: KeyFilter
  readonly #withHidden: boolean
  readonly #states: StateOptions
  readonly #notice: (message: string) => void

  /**
   * Does no I/O. A listing ends with the reason of `signal` once that is aborted; `notice` is called with what
   * is passed over. Throws `ConfigError` if the series is wrong, which the plugin's schema finds before.
   */
  constructor(
    configuration: FilesSourceConfiguration,
    signal: AbortSignal = new AbortController().signal,
    notice: (message: string) => void = () => {},
  ) {
    const { folder, include, exclude, hidden, series, settle, version } = configuration
    this.#folder = resolve(folder)
    this.url = pathToFileURL(this.#folder).href
    this.#series = series && parseSeries(series)
    this.series = this.#series && { ...this.#series.bounds, layout: this.#series.pattern.text }
    this.#filter = keyFilter(include, exclude)
    this.#withHidden = hidden === 'include'
    this.#states = {
      digest: version === 'digest',
      settle: settle === undefined ? 0 : parseDuration(settle),
      signal,
    }
    this.#notice = notice
  }

  /**
   * Throws `SourceError` if the folder does not exist, something in it cannot be read, a file is written to while
   * it should settle, or a series has a day both by hours and not; `ConfigError` if `from` is of another kind than the series.
   */
  async *list({ from, hidden = () => {} }: ListOptions = {}): AsyncGenerator<readonly SourceObject[]> {
    const series = this.#series && startingAt(this.#series, from)
    const { signal } = this.#states
    const options = {
      enters: (key: string) => this.#filter.wantsFolder(key),
      notice: this.#notice,
      signal,
    }
    const wanted = (await walk(this.#folder, options)).filter((key) => this.#filter.wants(key))
    const keys = this.#withHidden ? wanted : wanted.filter((key) => !isHidden(key, ''))
    if (keys.length < wanted.length) hidden(wanted.filter((key) => isHidden(key, '')))
    const listed = series ? this.#inSeries(keys, series) : keys.map((key) => ({ key }))
    for (let start = 0; start < listed.length; start += PAGE) {
      signal.throwIfAborted()
      const page = await sideBySide(listed.slice(start, start + PAGE), SIDE_BY_SIDE, (found) =>
        this.#object(found),
      )
      yield page.filter((object) => object !== undefined)
    }
  }

  /** Throws `SourceError` if a file cannot be read. */
  async changed(objects: readonly SourceObject[]): Promise<readonly SourceObject[]> {
    const now = await sideBySide(objects, SIDE_BY_SIDE, ({ key }) =>
      stateOf(join(this.#folder, key), { ...this.#states, settle: 0 }),
    )
    return objects.filter(({ version }, index) => now[index]?.version !== version)
  }

  /**
   * Throws `SourceError`, too, if the file was removed or written to after it was listed: before its first byte or,
   * if it is read to its end, after its last.
   */
  async *open(object: SourceObject, { start = 0, end }: ByteRange = {}): AsyncGenerator<Uint8Array> {
    const path = join(this.#folder, object.key)
    await this.#requireVersion(path, object)
    const from = start < 0 ? Math.max(0, object.size + start) : start
    if (end !== undefined && end <= from) return
    try {
      const file = await open(path)
      yield* file.createReadStream({ start: from, ...(end !== undefined && { end: end - 1 }) })
    } catch (error) {
      throw toSourceError(path, error)
    }
    await this.#requireVersion(path, object)
  }

  async #requireVersion(path: string, { version }: SourceObject): Promise<void> {
    const now = await stateOf(path, { ...this.#states, settle: 0 })
    if (!now) throw removedFile(path)
    if (now.version !== version) throw changedFile(path)
  }

  #inSeries(keys: readonly string[], series: Series) {
    const found = partitionKeys(keys, series)
    const [first] = found.strays
    if (first !== undefined) {
      this.#notice(
        `"${this.url}" has ${counted(found.strays.length, 'file')} left out, because ${found.strays.length === 1 ? 'it is' : 'they are'} not part of the series "${series.pattern.text}", such as "${first}".`,
      )
    }
    if (found.hour !== undefined) {
      this.#notice(
        `"${found.hour}" looks like a file of an hour: it is loaded with its whole day, because the pattern of the series ends with days.`,
      )
    }
    return found.keys
  }

  /** Returns undefined if the file is gone by now. */
  async #object(found: {
    readonly key: string
    readonly partition?: string
  }): Promise<SourceObject | undefined> {
    const path = join(this.#folder, found.key)
    const state = await stateOf(path, this.#states)
    return state && { ...found, ...state, url: pathToFileURL(path).href }
  }
}

import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ByteRange, ListOptions, SourceObject } from '@arbalest/core/plugin'
import type { ChangeableSource } from '@arbalest/testing'
import { FilesSource, type FilesSourceConfiguration } from '../src/index.js'

/** A folder of its own, and the source that lists it. */
export class Folder implements ChangeableSource, AsyncDisposable {
  readonly path: string
  /** What the source had notices of. */
  readonly notices: string[] = []
  readonly #options: Partial<FilesSourceConfiguration>
  #written = 0

  private constructor(path: string, options: Partial<FilesSourceConfiguration>) {
    this.path = path
    this.#options = options
  }

  static async create(
    options: Partial<FilesSourceConfiguration> = {},
    keys: readonly string[] = [],
  ): Promise<Folder> {
    const folder = new Folder(await mkdtemp(join(tmpdir(), 'source-files-')), options)
    for (const key of keys) await folder.put(key, key)
    return folder
  }

  source(options: Partial<FilesSourceConfiguration> = {}, signal?: AbortSignal): FilesSource {
    const notice = (message: string) => this.notices.push(message.replaceAll(this.path, '/inbox'))
    return new FilesSource({ folder: this.path, ...this.#options, ...options }, signal, notice)
  }

  get url(): string {
    return this.source().url
  }

  at(key: string): string {
    return join(this.path, key)
  }

  /** Each file is a second later than the one before, as the clock of a file system is coarse. */
  async put(key: string, content: string): Promise<void> {
    await mkdir(dirname(this.at(key)), { recursive: true })
    await writeFile(this.at(key), content)
    const time = new Date(Date.UTC(2018, 0, 1) + 1000 * this.#written++)
    await utimes(this.at(key), time, time)
  }

  remove(key: string): Promise<void> {
    return rm(this.at(key))
  }

  list(options?: ListOptions): AsyncIterable<readonly SourceObject[]> {
    return this.source().list(options)
  }

  changed(objects: readonly SourceObject[]): Promise<readonly SourceObject[]> {
    return this.source().changed(objects)
  }

  open(object: SourceObject, range?: ByteRange): AsyncIterable<Uint8Array> {
    return this.source().open(object, range)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.path, { recursive: true, force: true })
  }
}

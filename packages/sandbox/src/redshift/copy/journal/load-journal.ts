import { appendFile, chown, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type EndedLoad, loadRows, sysLoadDetail } from './load-rows.js'

/** Writes the rows of the system tables of loads: one folder for each database, one file for each table, one line for each row; of `sys_load_detail` one file for each COPY. */
export class LoadJournal {
  readonly #data: string
  readonly #folder: string
  readonly #last = new Map<number, number>()

  /** Takes the folder of PostgreSQL's data, in which the views look for the files. */
  constructor(data: string) {
    this.#data = data
    this.#folder = join(data, 'journal')
  }

  /** The number of the last load of the session behind this process; undefined if there was none. */
  last(session: number): number | undefined {
    return this.#last.get(session)
  }

  async record(load: EndedLoad): Promise<void> {
    this.#last.set(load.session, load.query)
    const folder = this.#folderOf(load.database)
    const details = join(folder, 'sys_load_detail')
    await mkdir(details, { recursive: true })
    // The user that PostgreSQL runs as removes it if we are killed, which is another than ours if that is root.
    const { uid, gid } = await stat(this.#data)
    for (const made of [this.#folder, folder, details]) await chown(made, uid, gid)
    for (const [table, rows] of Object.entries(loadRows(load))) {
      const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
      if (lines) await appendFile(join(folder, table), lines)
    }
    if (load.failed) return
    // A session that reads the folder meanwhile finds it whole or not at all.
    const written = join(folder, `detail of ${load.query}`)
    await writeFile(written, JSON.stringify(sysLoadDetail(load)))
    await rename(written, join(details, String(load.query)))
  }

  /** Removes what is kept of a database that was dropped. */
  async forget(database: string): Promise<void> {
    await rm(this.#folderOf(database), { recursive: true, force: true })
  }

  #folderOf(database: string): string {
    return join(this.#folder, Buffer.from(database).toString('hex'))
  }
}

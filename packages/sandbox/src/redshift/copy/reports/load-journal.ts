import { appendFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type EndedLoad, loadRows } from './load-rows.js'

/** Writes what the system tables tell of loads: a file a table, a line a row, in a folder a database. */
export class LoadJournal {
  readonly #folder: string

  /** Takes the folder of PostgreSQL's data, where the views look for the files. */
  constructor(data: string) {
    this.#folder = join(data, 'journal')
  }

  async record(load: EndedLoad): Promise<void> {
    const folder = this.#folderOf(load.database)
    await mkdir(folder, { recursive: true })
    for (const [table, rows] of Object.entries(loadRows(load))) {
      const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
      if (lines) await appendFile(join(folder, table), lines)
    }
  }

  /** Forgets the loads of a database that is no more. */
  async forget(database: string): Promise<void> {
    await rm(this.#folderOf(database), { recursive: true, force: true })
  }

  #folderOf(database: string): string {
    return join(this.#folder, Buffer.from(database).toString('hex'))
  }
}

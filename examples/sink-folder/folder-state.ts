import { open, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SinkError, type Mark } from '@arbalest/core/plugin'
import type { Row } from './row.js'

/** All that a folder holds. */
export interface FolderState {
  /** Rows by the table's name. */
  readonly tables: Map<string, Row[]>
  /** Marks by key, by scope. */
  readonly marks: Map<string, Map<string, Mark>>
}

/** A line of the file: that a table exists, a row of one, or a mark. */
type Line = { readonly table: string; readonly row?: Row } | { readonly scope: string; readonly mark: Mark }

/** Returns what was last committed; nothing if nothing was. Throws `SinkError` with the code `STATE_UNREADABLE`. */
export async function readState(folder: string): Promise<FolderState> {
  const file = join(folder, 'state.jsonl')
  const state: FolderState = { tables: new Map(), marks: new Map() }
  for (const [index, text] of (await textOf(file)).split('\n').entries()) {
    if (text) add(state, parse(text, `${file}, line ${index + 1}`))
  }
  return state
}

/** Commits `state`: until the rename everybody reads the state before, and after it this one. */
export async function writeState(folder: string, state: FolderState): Promise<void> {
  const next = join(folder, 'state.jsonl.new')
  const lines = Array.from(linesOf(state), (line) => `${JSON.stringify(line)}\n`)
  await writeFile(next, lines.join(''))
  await sync(next)
  await rename(next, join(folder, 'state.jsonl'))
  // The rename itself is on disk only once the folder is.
  await sync(folder)
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

function* linesOf({ tables, marks }: FolderState): Generator<Line> {
  for (const [table, rows] of tables) {
    yield { table }
    for (const row of rows) yield { table, row }
  }
  for (const [scope, ofScope] of marks) for (const mark of ofScope.values()) yield { scope, mark }
}

function add({ tables, marks }: FolderState, line: Line): void {
  if ('mark' in line) {
    const ofScope = marks.get(line.scope) ?? new Map<string, Mark>()
    marks.set(line.scope, ofScope.set(line.mark.key, line.mark))
    return
  }
  const rows = tables.get(line.table) ?? []
  tables.set(line.table, rows)
  if (line.row) rows.push(line.row)
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

function parse(text: string, place: string): Line {
  try {
    return JSON.parse(text) as Line
  } catch (error) {
    throw new SinkError('STATE_UNREADABLE', `${place}, is not JSON: restore the file from a copy.`, {
      cause: error,
    })
  }
}

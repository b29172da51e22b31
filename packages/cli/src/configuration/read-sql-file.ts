import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/**
 * Returns what reads the files of SQL that `configurationFile` names, relative to its folder. They
 * are UTF-8, with or without a byte order mark. What it returns throws an error whose message
 * names the file if there is none such, or if it holds a reference, which only a configuration may.
 */
export function sqlFileReader(configurationFile: string): (path: string) => Promise<string> {
  return async (path) => {
    const file = resolve(dirname(configurationFile), path)
    const text = decode(await readFile(file).catch((error: unknown) => refuse(file, error)), file)
    const [reference] = /\$\{env:[^}\n]*\}?/.exec(text) ?? []
    if (reference === undefined) return text
    throw new Error(
      `${file} holds "${reference}", which is not replaced in SQL files; write $1, and give it under values.`,
    )
  }
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Error(`${file} is not UTF-8.`)
  }
}

function refuse(file: string, error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException
  throw new Error(code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${message}.`)
}

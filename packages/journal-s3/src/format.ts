import { RESTORE, unreadable, UPDATE } from './unreadable.js'

/** The JSON in `text`, which is that of the object at `url`. Throws `SourceError` where it is none. */
export function parseJson(text: string, url: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw unreadable(url, 'is not JSON', RESTORE, { cause: error })
  }
}

/** Throws `SourceError` unless `value` says of itself that it is of the form `format` and of its `version`. */
export function checkFormat(value: unknown, format: string, version: number, url: string): void {
  const given = (value ?? {}) as { readonly format?: unknown; readonly version?: unknown }
  if (given.format !== format) throw unreadable(url, `does not say that it is an "${format}"`, RESTORE)
  if (given.version === version) return
  throw unreadable(
    url,
    `is of version ${JSON.stringify(given.version)} of its form, and this program knows version ${version}`,
    UPDATE,
  )
}

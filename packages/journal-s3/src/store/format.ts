import * as v from 'valibot'
import { newer, unreadable } from './journal-error.js'

/** One of the forms that the journal's objects have. */
export interface Format<Content extends v.GenericSchema> {
  /** How an object of this form calls itself. */
  readonly name: string
  /** The one version that is known here. */
  readonly version: number
  readonly content: Content
  /** What to do if an object is not of this form, though it should be. */
  readonly remedy: string
}

/** JSON that says that it is of this form, and has `content`. */
export function inFormat(
  { name, version }: Format<v.GenericSchema>,
  content: object,
  indent?: number,
): string {
  return `${JSON.stringify({ format: name, version, ...content }, undefined, indent)}\n`
}

/** The content of `text`, which is from the object at `url`. Throws `JournalError` if it is not of this form, or of a later version of it. */
export function fromFormat<Content extends v.GenericSchema>(
  { name, version, content, remedy }: Format<Content>,
  text: string,
  url: string,
): v.InferOutput<Content> {
  const value = parseJson(text) as { readonly format?: unknown; readonly version?: unknown } | undefined
  if (value?.format !== name) throw unreadable(url, `does not have the format "${name}"`, remedy)
  if (value.version !== version) {
    throw newer(
      url,
      `has version ${JSON.stringify(value.version)} of its format, and this program knows version ${version}`,
    )
  }
  const result = v.safeParse(content, value)
  if (result.success) return result.output
  const faults = result.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`)
  throw unreadable(url, `does not match the format "${name}" (${faults.join('; ')})`, remedy)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined
  } catch {
    return undefined
  }
}

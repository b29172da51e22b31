/** Reads one field of a message's body from `at`; returns where the next begins, or undefined if the body ends before. */
type Skip = (body: Buffer, at: number) => number | undefined

/** The types of messages in which there is text, which ends in a NUL; and `Z`, which says that a session is ready. */
const FORMS = {
  // What went wrong, or a notice: a letter and a text, again and again, and a NUL.
  E: letteredTexts,
  N: letteredTexts,
  // A parameter's name and value.
  S: sequence(text, text),
  // What a statement did.
  C: text,
  // A notification: a process, a channel, a payload.
  A: sequence(bytes(4), text, text),
  // The columns of rows: how many; for each a name and six numbers.
  T: columns,
  // What a server asks for before it lets anybody in.
  R: authentication,
  Z: bytes(1),
} satisfies Readonly<Record<string, Skip>>

/** A type of messages that are checked. */
export type MessageType = keyof typeof FORMS

/** Whether messages of the type `type` are checked before the driver sees them. */
export function isChecked(type: string): type is MessageType {
  return Object.hasOwn(FORMS, type)
}

/** Whether every text in a message's body ends within it (https://www.postgresql.org/docs/current/protocol-message-formats.html). */
export function isWellFormed(type: MessageType, body: Buffer): boolean {
  const form: Skip = FORMS[type]
  return form(body, 0) === body.length
}

function text(body: Buffer, at: number): number | undefined {
  const end = body.indexOf(0, at)
  return end < 0 ? undefined : end + 1
}

function bytes(count: number): Skip {
  return (body, at) => (at + count > body.length ? undefined : at + count)
}

function sequence(...skips: readonly Skip[]): Skip {
  return (body, start) =>
    skips.reduce<number | undefined>((at, skip) => (at === undefined ? undefined : skip(body, at)), start)
}

function letteredTexts(body: Buffer, start: number): number | undefined {
  let at: number | undefined = start
  while (at !== undefined && at < body.length) {
    if (body[at] === 0) return at + 1
    at = text(body, at + 1)
  }
  return undefined
}

const COLUMN = sequence(text, bytes(18))

function columns(body: Buffer, start: number): number | undefined {
  if (body.length < start + 2) return undefined
  let at: number | undefined = start + 2
  for (let left = body.readUInt16BE(start); left > 0 && at !== undefined; left--) at = COLUMN(body, at)
  return at
}

const CODE = 4
const MD5 = 5
const SASL = 10

function authentication(body: Buffer, start: number): number | undefined {
  if (body.length < start + CODE) return undefined
  const code = body.readInt32BE(start)
  const at = start + CODE
  if (code === MD5) return bytes(4)(body, at)
  if (code === SASL) return texts(body, at)
  return body.length
}

/** Texts, and an empty one. */
function texts(body: Buffer, start: number): number | undefined {
  let at: number | undefined = start
  while (at !== undefined && at < body.length) {
    if (body[at] === 0) return at + 1
    at = text(body, at)
  }
  return undefined
}

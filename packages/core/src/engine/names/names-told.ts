import type { Notice } from '../../contracts/events/notice.js'
import type { ComparedNames } from './compare-names.js'

/** What has been reported of the names in a step's objects: batches are many, and mostly alike. */
export class NamesTold {
  readonly #names = new Set<string>()
  #unread = false
  #header = false

  /** Returns what of `compared` is still to be reported, and takes it for reported. */
  news({ drift, unread, header }: ComparedNames): readonly Notice[] {
    const notices: Notice[] = []
    if (unread && !this.#unread) notices.push({ kind: 'unread', look: false, ...unread })
    this.#unread ||= unread !== undefined
    if (header !== undefined && !this.#header) notices.push({ kind: 'header', look: true, object: header })
    this.#header ||= header !== undefined
    const missing = drift?.missing.filter(({ name }) => this.#isNew('missing', name)) ?? []
    const unknown = drift?.unknown.filter(({ name }) => this.#isNew('unknown', name)) ?? []
    if (drift && missing.length + unknown.length > 0)
      notices.push({ kind: 'drift', look: true, ...drift, missing, unknown })
    return notices
  }

  #isNew(kind: string, name: string): boolean {
    const entry = `${kind} ${name}`
    const isNew = !this.#names.has(entry)
    this.#names.add(entry)
    return isNew
  }
}

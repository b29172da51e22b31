/** What an object calls its values, as far as it was read. */
export type ObjectNames = DocumentNames | FieldNames | FirstRecord | Unread

/** The names in the documents of an object, which have no order. */
export interface DocumentNames {
  readonly kind: 'documents'
  /** How many documents were read. */
  readonly documents: number
  /** Whether these are all that the object has. */
  readonly whole: boolean
  readonly names: NameCounts
}

/** Names, and what is known of each. */
export type NameCounts = ReadonlyMap<string, NameCount>

/** The elements of an array whose names are told apart: those at indexes below this. */
export const NAMED_ELEMENTS = 16

/** How often a name occurs. */
export interface NameCount {
  /** In how many documents; a document that has it several times counts once. */
  readonly documents: number
  /** The names in the objects that stand under it, those in arrays left out. Empty if none does. */
  readonly within: NameCounts
  /**
   * The names in the objects that are elements of arrays under it, by their indexes, of those below
   * {@link NAMED_ELEMENTS}. Absent: they are not known.
   */
  readonly elements?: ReadonlyMap<number, NameCounts> | undefined
}

/** The names of the fields that an object's records have, in their order: a line of headers, columns of Parquet. */
export interface FieldNames {
  readonly kind: 'fields'
  /** Empty if the object has no records. */
  readonly fields: readonly string[]
  /** How many records the object says that it has. Absent: it does not say. */
  readonly rows?: number | undefined
}

/** The first record of an object whose fields have no names, as a sink loads it. It may be a header all the same. */
export interface FirstRecord {
  readonly kind: 'record'
  readonly fields: readonly string[]
}

/** An object whose names could not be read. */
export interface Unread {
  readonly kind: 'unread'
  /** Why, after the object's URL: `is not compressed as its name says`. */
  readonly reason: string
}

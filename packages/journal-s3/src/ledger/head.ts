/** Which index a journal is, and where. */
export interface Head {
  /** The name of the folder that the journal's objects are in: 16 hex digits. */
  readonly folder: string
  /** The name of the index. */
  readonly index: string
}

const PATTERN = /^([0-9a-f]{16})\/indexes\/([0-9a-f]{32})\.json$/

/** A head as the version of its mark, which is also the path of the index in the folder of the scope. */
export function formatHead({ folder, index }: Head): string {
  return `${folder}/indexes/${index}.json`
}

/** The head that `version` is, or undefined if it is none. */
export function parseHead(version: string): Head | undefined {
  const [, folder, index] = PATTERN.exec(version) ?? []
  return folder === undefined || index === undefined ? undefined : { folder, index }
}

/** How the keys of a bucket become paths in a folder. */
export interface KeyNaming {
  /** The names of the folders that lead to the file of `key`, then its own; undefined if it can have none. */
  path(key: string): string[] | undefined
  /** The part of a key that a folder or file called `name` stands for; undefined if for none. */
  part(name: string, isFolder: boolean): string | undefined
}

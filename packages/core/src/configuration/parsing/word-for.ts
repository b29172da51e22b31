import type { AnyPlugin } from '../../contracts/plugin.js'

/** Returns the word that stands for a plugin of ours or of anybody's, if there is one; otherwise its name. */
export function wordFor({ kind, name }: AnyPlugin): string {
  const [, word] = new RegExp(`^(?:@arbalest/|arbalest-)${kind}-([a-z\\d-]+)$`).exec(name) ?? []
  return word ?? name
}

/**
 * Returns whether the object at `key` is one of Arbalest's own files: the JSONPaths files and
 * manifests and notes of a sink, the indexes and segments of a journal, the
 * files with which it is tried whether those could be written. They are no data wherever they
 * lie, also where a folder was once configured that no longer is.
 */
export function isOwnFile(key: string): boolean {
  return (key.endsWith('.json') || key.endsWith('.jsonl.gz')) && OWN_FILES.test(key)
}

const OWN_FILES = new RegExp(
  [
    '(?:^|/)probes/[0-9a-f]{64}\\.json$',
    '(?:^|/)idle-notes/\\w+_[0-9a-f]{8}\\.json$',
    '(?:^|/)jsonpaths/[0-9a-f]{64}\\.json$',
    '(?:^|/)manifests/[^/]+/[0-9a-f]{64}\\.json$',
    '/[0-9a-f]{16}/indexes/[0-9a-f]{32}\\.json$',
    '/[0-9a-f]{16}/orphans\\.json$',
    '/[0-9a-f]{16}/segments/[0-9a-f]{32}\\.jsonl\\.gz$',
  ].join('|'),
)

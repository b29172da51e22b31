import { compareKeys } from '@arbalest/core/plugin'

/** A sink that holds marks and no rows, which is all that a journal needs of one. `marks` are by key. */
export function markSink(marks) {
  const txOf = ({ origin }) => ({
    stage: async (target) => target,
    copy: async (_, objects) => ({ rows: objects.length, rejected: 0 }),
    replace: async () => ({ outside: 0 }),
    async mark(changes) {
      for (const { key, version } of changes)
        marks.set(key, { key, version, state: 'loaded', origin: origin ?? marks.get(key)?.origin })
    },
    marks: inOrder,
  })
  async function* inOrder() {
    if (marks.size > 0) yield [...marks.values()].toSorted((a, b) => compareKeys(a.key, b.key))
  }
  return {
    url: 'memory:',
    powers: {},
    check: () => [],
    marks: inOrder,
    transaction: (context, work) => work(txOf(context)),
  }
}

/** A sink that holds marks and no rows, which is all that a journal needs of one. */
export function markSink(marks) {
  const tx = {
    stage: async (target) => target,
    copy: async (_, objects) => ({ rows: objects.length, rejected: 0 }),
    replace: async () => ({ outside: 0 }),
    async mark(changes) {
      for (const { key, version } of changes) marks.set(key, version)
    },
  }
  return {
    url: 'memory:',
    async *marks() {
      for (const [key, version] of marks) yield { key, version }
    },
    transaction: (_, work) => work(tx),
  }
}

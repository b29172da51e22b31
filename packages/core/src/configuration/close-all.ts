/** Closes what can be closed, latest first: all of it, whichever fails. Throws the first failure then. */
export async function closeAll(parts: readonly unknown[]): Promise<void> {
  const failures: unknown[] = []
  for (const part of parts.toReversed()) {
    try {
      await (part as Partial<AsyncDisposable>)[Symbol.asyncDispose]?.()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}

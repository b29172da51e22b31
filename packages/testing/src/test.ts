/** The `test` of `node:test`, vitest, jest, or any other runner of the same shape. */
export type Test = (name: string, body: () => Promise<void>) => unknown

/** `test`, whose bodies are each given a fixture of their own, closed after them. */
export function testWith<F extends AsyncDisposable>(
  test: Test,
  create: () => Promise<F>,
): (name: string, body: (fixture: F) => Promise<void>) => void {
  return (name, body) => {
    test(name, async () => {
      await using fixture = await create()
      await body(fixture)
    })
  }
}

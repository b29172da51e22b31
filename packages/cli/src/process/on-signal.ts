/** Calls `handle` at each SIGINT and SIGTERM, which then do nothing else, until it is disposed of. */
export function onSignal(handle: (signal: NodeJS.Signals) => void): Disposable {
  process.on('SIGINT', handle).on('SIGTERM', handle)
  return {
    [Symbol.dispose]() {
      process.off('SIGINT', handle).off('SIGTERM', handle)
    },
  }
}

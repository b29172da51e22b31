/** A door that those who come wait at until it is opened. */
export interface Gate {
  /** Resolves when so many have come. */
  readonly reached: Promise<void>
  /** Comes to the gate; resolves when it is open. */
  pass(): Promise<void>
  open(): void
}

/** A gate that opens by itself once `count` have come, or when it is told to. */
export function gate(count = 1, { opens = count > 1 } = {}): Gate {
  let come = 0
  let open = () => {}
  let reach = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  const reached = new Promise<void>((resolve) => (reach = resolve))
  return {
    reached,
    pass() {
      if (++come === count) {
        reach()
        if (opens) open()
      }
      return opened
    },
    open: () => open(),
  }
}

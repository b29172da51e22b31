/** What a sink knows of the run that it serves. */
export interface RedshiftSinkContext {
  /** If it is aborted, running statements are cancelled and rolled back, and its reason is thrown. */
  readonly signal?: AbortSignal | undefined
  /** Reports something odd that does not end the run. Default: nobody hears it. */
  readonly notice?: ((message: string) => void) | undefined
  /** Is given each statement that has ended, without secrets, and how many milliseconds it took. Default: nobody hears it. */
  readonly trace?: ((statement: string, milliseconds: number) => void) | undefined
  /** The pipeline, by which the server knows who connects. Default: the server is not told. */
  readonly pipeline?: string | undefined
  /** The table that is loaded, in whose schema the marks stand if no other is given. Default: the first schema of the search path. */
  readonly table?: string | undefined
}

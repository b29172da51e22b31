/** The options of every command that reads a configuration. */
export interface PipelineOptions {
  /** The configuration file. Default: searched for from the working folder upward. */
  readonly config?: string
  /** Whether to print one JSON object a line. Default: false. */
  readonly json?: boolean
}

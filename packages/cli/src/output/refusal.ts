import { LoadError } from '@arbalest/core'
import type { RejectionSummary } from '@arbalest/core/host'

/** Rows that a load would refuse, so many of them that no more than a summary is kept. */
export class Refusal extends LoadError {
  readonly summary: RejectionSummary

  constructor(message: string, summary: RejectionSummary) {
    super(
      message,
      summary.groups.flatMap(({ examples }) => examples),
    )
    this.summary = summary
  }
}

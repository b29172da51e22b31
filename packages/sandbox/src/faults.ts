/** When a fault applies: of the cases that it is about, it skips the first `skip`, then applies to the next `times`. */
interface FaultTiming {
  /** Default: 0. */
  readonly skip?: number
  /** Default: all. */
  readonly times?: number
}

/** A fault of a call to an AWS API other than S3. */
export interface ApiFault extends FaultTiming {
  /**
   * `answer-lost`: the call is carried out, and the connection breaks before the response. `throttled`: refused
   * with a ThrottlingException. `token-expired`: refused with an ExpiredTokenException. `denied`: refused with
   * an AccessDeniedException. `session-closed`: the session that the call names is ended first.
   */
  readonly kind: 'answer-lost' | 'throttled' | 'token-expired' | 'denied' | 'session-closed'
  /** As in the service's API reference, such as `ExecuteStatement`. Default: any. */
  readonly operation?: string
  /** Only calls with an SQL statement that matches. Default: any. */
  readonly sql?: RegExp
}

/** A fault of a request to S3. */
export interface S3Fault extends FaultTiming {
  /** `s3-denied`: refused with AccessDenied. `s3-silent`: never gets a response. */
  readonly kind: 's3-denied' | 's3-silent'
  /** Only requests that need this IAM action, such as `GetObject`, `PutObject` or `ListBucket`. Default: any. */
  readonly action?: string
  /** Default: any. */
  readonly bucket?: string
  /** Only objects whose key, and listings whose prefix, begins with this. Default: any. */
  readonly prefix?: string
  /** Whose requests: those of COPY and UNLOAD, or all others. Default: both. */
  readonly by?: 'cluster' | 'clients'
  /** The message of the error, such as one of KMS. Default: that no policy allows the action. */
  readonly message?: string
}

/** A fault of a new connection to Redshift, as while a serverless workgroup starts. */
export interface ConnectionFault extends FaultTiming {
  /** `connection-reset`: broken at once. `connection-silent`: accepted, and never gets a response. */
  readonly kind: 'connection-reset' | 'connection-silent'
}

/** Something that goes wrong on demand. */
export type Fault = ApiFault | S3Fault | ConnectionFault

/** Makes things go wrong, for tests. */
export interface FaultControls {
  /** Adds a fault; returns a function that removes it. */
  add(fault: Fault): () => void
  /** Removes all faults. */
  clear(): void
}

/** The faults that were added. */
export class Faults implements FaultControls {
  readonly #planned = new Set<{ readonly fault: Fault; met: number }>()

  add(fault: Fault): () => void {
    const planned = { fault, met: 0 }
    this.#planned.add(planned)
    return () => this.#planned.delete(planned)
  }

  clear(): void {
    this.#planned.clear()
  }

  /** The first fault that `concerns` accepts and that applies now; counts every one that it accepts. */
  take<F extends Fault>(concerns: (fault: Fault) => fault is F): F | undefined {
    let taken: F | undefined
    for (const planned of this.#planned) {
      const { fault } = planned
      if (!concerns(fault)) continue
      const { skip = 0, times = Number.POSITIVE_INFINITY } = fault
      const met = planned.met++
      if (met >= skip && met < skip + times) taken ??= fault
    }
    return taken
  }
}

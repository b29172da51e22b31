import { randomBytes, randomUUID } from 'node:crypto'
import { AwsError } from '../calls/aws-error.js'
import { ACCOUNT } from './identity.js'

/** A version of a secret. */
export interface Secret {
  readonly arn: string
  readonly name: string
  readonly text: string
  readonly version: string
  readonly createdAt: Date
}

/** The secrets of Secrets Manager. */
export class Secrets {
  readonly #region: string
  readonly #secrets = new Map<string, Secret>()

  constructor(region: string) {
    this.#region = region
  }

  /** Makes a secret. Throws a ResourceExistsException if there is one of this name. */
  create(name: string, text: string): Secret {
    if (this.#secrets.has(name)) {
      throw new AwsError(
        'ResourceExistsException',
        `The operation failed because the secret ${name} already exists.`,
      )
    }
    const suffix = randomBytes(3).toString('hex')
    return this.#put({
      name,
      text,
      arn: `arn:aws:secretsmanager:${this.#region}:${ACCOUNT}:secret:${name}-${suffix}`,
    })
  }

  /** Gives a secret a new text. */
  update(id: string, text: string): Secret {
    const { name, arn } = this.find(id)
    return this.#put({ name, arn, text })
  }

  /** The secret of this name, or whole or partial ARN. Throws a ResourceNotFoundException if there is none. */
  find(id: string): Secret {
    for (const secret of this.#secrets.values()) {
      if (id === secret.name || id === secret.arn || id === secret.arn.slice(0, -SUFFIX_LENGTH)) return secret
    }
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
  }

  #put(secret: Pick<Secret, 'name' | 'text' | 'arn'>): Secret {
    const put = { ...secret, version: randomUUID(), createdAt: new Date() }
    this.#secrets.set(put.name, put)
    return put
  }
}

/** A whole ARN ends in a hyphen and six random characters. */
const SUFFIX_LENGTH = 7

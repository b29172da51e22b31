import {
  remedyFor,
  type ArbalestError,
  type Finding,
  type Remedy,
  type Source,
  type SourceObject,
  type Target,
} from '@arbalest/core/plugin'
import { AWS_ADMINISTRATOR, CALLER, parseS3Url, remedyForKey, s3Right } from '@arbalest/s3'
import { Copier, isColumnar } from '../copy/copier.js'
import { filesOfRehearsal } from '../copy/files/copy-files.js'
import { Heads } from '../copy/files/heads.js'
import { LoadDetails } from '../copy/load-details.js'
import type { RedshiftSinkOptions } from '../options/options.js'
import { BEGIN } from '../statements/session.js'
import { createTemporary } from '../statements/tables/tables.js'
import type { SignedIn } from './check-sign-in.js'
import { readerOf, type Diagnosed } from './diagnosed.js'
import { findingOf, type Found } from './finding-of.js'

/** What Redshift is asked to read, and how. */
interface Reading {
  /** Where it is, such as `s3://acme/clicks/`. */
  readonly place: string
  /** Undefined if there is none. */
  readonly object: SourceObject | undefined
  /** Whether the files can be written that COPY reads in addition. */
  readonly mayWrite: boolean
  /** Where the object comes from. Default: nobody but Redshift reads it. */
  readonly source?: Pick<Source, 'open'> | undefined
  readonly target: Target
  readonly copy: RedshiftSinkOptions['copy']
}

const TABLE = 'arbalest_doctor'

/** Has Redshift read an object by COPY, as a run would, into a temporary table that is rolled back; with NOLOAD unless it is columnar. */
export async function checkReading(
  reading: Reading,
  user: SignedIn | undefined,
  diagnosed: Diagnosed,
): Promise<Finding> {
  const { place, object, mayWrite } = reading
  const check = `have Redshift read ${place}`
  const skipped = (detail: string): Finding => ({ check, outcome: 'skipped', detail })
  if (!object) return skipped('there is no object to try it with')
  if (!user) return skipped('it needs a session, and there is none')
  if (!user.mayMakeTemporaryTables)
    return skipped('it needs a temporary table, which the user may not create')
  if (!mayWrite) return skipped('it needs files in the metadata, which cannot be written')
  const { options, signal } = diagnosed
  const finding = await findingOf(check, () => read({ ...reading, object }, diagnosed), {
    signal,
    remedy: (error) => remedyOf(error, place, readerOf(options)),
  })
  return finding.remedy === VALIDATE ? { check, ...refusedRows(object) } : finding
}

async function read(
  { object, source, target, copy }: Reading & { readonly object: SourceObject },
  { options, withSession, withRawSession, metadata }: Diagnosed,
): Promise<Found | undefined> {
  return withSession(async (session) => {
    const copier = new Copier(session, {
      authorization: options.authorization,
      copy,
      heads: new Heads(copy),
      source,
      notice: () => {},
      files: filesOfRehearsal(metadata, TABLE),
      noLoad: !isColumnar(copy),
      withOtherSession: withRawSession,
      details: new LoadDetails(withRawSession),
    })
    try {
      await session.query(BEGIN, 'begin a transaction')
      await session.query(createTemporary(TABLE, target), 'make a temporary table')
      const { rejected } = await copier.copy({ ...target, table: TABLE }, [object])
      return rejected > 0 ? refusedRows(object) : undefined
    } finally {
      await session.rollback()
    }
  })
}

/** What rows and names are like is for another command to say. */
const VALIDATE: Remedy = {
  advice: 'run arbalest validate, which says what does not fit, and why',
  ask: CALLER,
}

function refusedRows({ url }: SourceObject): Found {
  return {
    outcome: 'look',
    detail: `Redshift can read "${url}", and its content does not fit the table.`,
    remedy: VALIDATE,
  }
}

/** https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service.html */
const TRUST = {
  Effect: 'Allow',
  Action: ['sts:AssumeRole'],
  Principal: { Service: ['redshift.amazonaws.com', 'redshift-serverless.amazonaws.com'] },
} as const

function remedyOf({ code, message }: ArbalestError, place: string, reader: string): Remedy | undefined {
  if (code === 'LOAD_REJECTED' || code === 'NAMES_DIFFER') return VALIDATE
  if (/not authorized to (assume|get credentials)/i.test(message)) {
    return {
      advice: `associate ${reader} with the cluster or the serverless namespace, and have its trust policy allow sts:AssumeRole to Redshift`,
      ask: AWS_ADMINISTRATOR,
      grants: [TRUST],
    }
  }
  if (code !== 'SOURCE_DENIED') return undefined
  const key = remedyForKey(message, reader)
  if (key) return key
  const rights = (['s3:GetObject', 's3:ListBucket'] as const).map((action) =>
    s3Right(reader, action, parseS3Url(place)),
  )
  return {
    advice: rights.map((right) => remedyFor(right).advice).join(', and '),
    ask: AWS_ADMINISTRATOR,
    grants: rights.map(({ grant }) => grant),
  }
}

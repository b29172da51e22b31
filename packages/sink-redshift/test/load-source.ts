import { collect, type Copied, type Rejected, type Target } from '@arbalest/core/plugin'
import type { RedshiftFixture } from './warehouse.js'

/** Copies all objects of a fixture's source into `target`, in one transaction that may leave out so many rows. */
export async function copySource(
  { sink, source }: RedshiftFixture,
  target: Target,
  mostRejected = 0,
): Promise<Copied> {
  const objects = await collect(source.list())
  return sink.transaction({ scope: 'p/s', badRows: { most: mostRejected } }, (tx) => tx.copy(target, objects))
}

/** As `copySource`, but only rehearses it. */
export async function rehearseSource({ sink, source }: RedshiftFixture, target: Target): Promise<Rejected> {
  const objects = await collect(source.list())
  return sink.powers.rehearse!({ scope: 'p/s' }, async (tx) => void (await tx.copy(target, objects)))
}

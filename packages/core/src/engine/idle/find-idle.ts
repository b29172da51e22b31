import type { StepFinished } from '../../contracts/events/event.js'
import type { LoadStep } from '../../contracts/step/step.js'
import { listObjects } from '../planning/list-objects.js'
import { Listing } from '../planning/listing.js'
import { readNote } from './idle-note.js'
import { ListingDigest } from '../planning/listing-digest.js'

/**
 * Lists the source of a step and returns its end, if what is listed is the same as when all of it was
 * recorded, which was not too long ago; otherwise returns undefined. Does not connect to the sink.
 */
export async function findIdle(step: LoadStep): Promise<StepFinished | undefined> {
  const note = await readNote(step)
  if (!note) return undefined
  const listing = new Listing(new ListingDigest())
  for await (const _ of listing.count(listObjects(step, { from: note.from ?? undefined }, listing)));
  return listing.digest === note.listing
    ? { type: 'finished', step, listed: listing.listed, idle: true }
    : undefined
}

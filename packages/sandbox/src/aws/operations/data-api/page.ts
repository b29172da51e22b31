import { invalid } from '../../calls/aws-error.js'
import type { Input } from '../../calls/input.js'

/** The page of `items` that a call asks for, by MaxResults and NextToken, and what the next one is asked for by; `limit` is the highest MaxResults. */
export function pageOf<T>(
  items: readonly T[],
  input: Input,
  limit = 100,
): { readonly items: readonly T[]; readonly next: string | undefined } {
  const most = input.integer('MaxResults', { min: 0, max: limit }) || limit
  const first = Number(input.text('NextToken') ?? 0)
  if (!Number.isInteger(first) || first < 0) throw invalid('NextToken is not valid.')
  const end = first + most
  return { items: items.slice(first, end), next: end < items.length ? String(end) : undefined }
}

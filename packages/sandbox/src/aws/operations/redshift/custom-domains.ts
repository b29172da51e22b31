import { ACCOUNT } from '../../account/identity.js'
import type { CustomDomain, Warehouse } from '../../account/warehouse.js'

/** A domain name, and the cluster or the workgroup that has it. */
interface Association {
  readonly domain: string
  readonly name: string
  /** The ARN of its certificate. */
  readonly certificate: string
}

/** What a call asks for; undefined: any. */
interface Wanted {
  readonly domain?: string | undefined
  readonly certificate?: string | undefined
}

/** The domain names of clusters, or of workgroups, as far as a call asks for them. */
export function domainsOf(
  kind: 'cluster' | 'workgroup',
  { customDomains = {}, region }: Warehouse,
  wanted: Wanted = {},
): readonly Association[] {
  return Object.entries(customDomains)
    .map(([domain, owner]) => ({
      domain,
      name: nameOf(owner, kind),
      certificate: `arn:aws:acm:${region}:${ACCOUNT}:certificate/${domain}`,
    }))
    .filter(
      (each): each is Association =>
        each.name !== undefined &&
        (wanted.domain === undefined || each.domain === wanted.domain) &&
        (wanted.certificate === undefined || each.certificate === wanted.certificate),
    )
}

/** Whether `domain` is that of a cluster, or of a workgroup. */
export function hasDomain(kind: 'cluster' | 'workgroup', domain: string, warehouse: Warehouse): boolean {
  return warehouse.customDomains === undefined || domainsOf(kind, warehouse, { domain }).length > 0
}

function nameOf(owner: CustomDomain, kind: 'cluster' | 'workgroup'): string | undefined {
  if ('cluster' in owner) return kind === 'cluster' ? owner.cluster : undefined
  return kind === 'workgroup' ? owner.workgroup : undefined
}

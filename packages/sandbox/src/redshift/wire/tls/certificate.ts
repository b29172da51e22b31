import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'
import { der } from './der.js'

/** A server's certificate and key, and the certificate of the authority that issued it, all in PEM. */
export interface ServerCertificate {
  readonly certificate: string
  readonly key: string
  readonly authority: string
}

/** Makes a certificate for a server that is reached by `hosts`, names or addresses, and an authority for it alone. */
export function makeCertificate(hosts: readonly string[]): ServerCertificate {
  const authority = { name: 'Arbalest sandbox authority', ...keyPair() }
  const server = { name: hosts[0] ?? 'localhost', ...keyPair() }
  return {
    certificate: issue(server, authority, [names(hosts), usage(DIGITAL_SIGNATURE)]),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    authority: issue(authority, authority, [IS_AUTHORITY, usage(SIGNS_CERTIFICATES)]),
  }
}

/** Who a certificate is about, or issued by. */
interface Party {
  readonly name: string
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

const DAY_MS = 24 * 60 * 60 * 1000
const VALID_MS = 365 * DAY_MS

const ECDSA_WITH_SHA256 = der.sequence(der.identifier('1.2.840.10045.4.3.2'))

/** https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
function issue(subject: Party, issuer: Party, extensions: readonly Buffer[]): string {
  const now = Date.now()
  const version3 = der.context(0, der.integer(Buffer.from([2])), { constructed: true })
  const known = [
    extension('2.5.29.14', false, der.octets(keyName(subject))),
    extension('2.5.29.35', false, der.sequence(der.context(0, keyName(issuer), { constructed: false }))),
  ]
  const content = der.sequence(
    version3,
    der.integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    distinguishedName(issuer.name),
    der.sequence(der.time(new Date(now - DAY_MS)), der.time(new Date(now + VALID_MS))),
    distinguishedName(subject.name),
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    der.context(3, der.sequence(...extensions, ...known), { constructed: true }),
  )
  const signature = der.bits(sign('sha256', content, issuer.privateKey))
  const lines = der
    .sequence(content, ECDSA_WITH_SHA256, signature)
    .toString('base64')
    .match(/.{1,64}/g)
  return ['-----BEGIN CERTIFICATE-----', ...(lines ?? []), '-----END CERTIFICATE-----', ''].join('\n')
}

function keyPair(): Pick<Party, 'publicKey' | 'privateKey'> {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

/** What the certificates of an authority and those that it issued know its key by. */
function keyName({ publicKey }: Party): Buffer {
  return createHash('sha1')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest()
}

function distinguishedName(commonName: string): Buffer {
  return der.sequence(der.set(der.sequence(der.identifier('2.5.4.3'), der.text(commonName))))
}

/** https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1 */
function extension(identifier: string, critical: boolean, value: Buffer): Buffer {
  return der.sequence(der.identifier(identifier), der.boolean(critical), der.octets(value))
}

const IS_AUTHORITY = extension('2.5.29.19', true, der.sequence(der.boolean(true)))

/** Uses of a key, by their bit, and how many bits after it do not count. */
const DIGITAL_SIGNATURE = der.bits(Buffer.from([0x80]), 7)
const SIGNS_CERTIFICATES = der.bits(Buffer.from([0x04]), 2)

function usage(bits: Buffer): Buffer {
  return extension('2.5.29.15', true, bits)
}

/** The subject's other names: of a host (2), or an address (7). */
function names(hosts: readonly string[]): Buffer {
  const entries = hosts.map((host) =>
    isIP(host) === 0
      ? der.context(2, Buffer.from(host), { constructed: false })
      : der.context(7, addressOf(host), { constructed: false }),
  )
  return extension('2.5.29.17', false, der.sequence(...entries))
}

function addressOf(host: string): Buffer {
  if (isIP(host) === 4) return Buffer.from(host.split('.').map(Number))
  // A URL's address is in hexadecimal groups throughout, with one run of zeros left out.
  const [head = '', tail = ''] = new URL(`http://[${host}]`).hostname.slice(1, -1).split('::')
  const groups = (text: string) =>
    text
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16))
  const [before, after] = [groups(head), groups(tail)]
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0)
  return Buffer.from([...before, ...zeros, ...after].flatMap((group) => [group >> 8, group & 0xff]))
}

/** Whether TLS is used, and how strictly: as libpq's `sslmode` of the same name. */
export const TLS_MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const

/**
 * `disable`: no TLS. `require`: encrypted, but any certificate is accepted. `verify-ca`:
 * the certificate must be trusted. `verify-full`: it must also be for this host.
 */
export type TlsMode = (typeof TLS_MODES)[number]

/** Returns how strictly TLS is used with a host if nobody says: what is sent to this machine itself passes through no network. */
export function defaultTls(host: string): TlsMode {
  return /^(localhost|127(\.\d+){3}|::1)$/i.test(host) ? 'disable' : 'verify-full'
}

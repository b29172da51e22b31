/**
 * The settings PostgreSQL is started with, each `name=value`; `durable` if its data outlive it,
 * `largeStrings` as the warehouse's parameter `enable_large_strings_opt_in`.
 */
export function settings({ durable, largeStrings }: { durable: boolean; largeStrings: boolean }): string[] {
  return [
    'listen_addresses=',
    'unix_socket_permissions=0700',
    'max_connections=600',
    // What CREATE USER is given in clear text is kept as a cluster keeps it.
    'password_encryption=md5',
    'md5_password_warnings=off',
    // Redshift's default, which it calls SNAPSHOT.
    'default_transaction_isolation=repeatable read',
    'timezone=UTC',
    'log_timezone=UTC',
    'lc_messages=C',
    'logging_collector=off',
    'log_min_messages=log',
    'log_checkpoints=off',
    'wal_level=minimal',
    'max_wal_senders=0',
    'jit=off',
    // A vanished client is noticed while its statement runs or waits for a lock.
    'client_connection_check_interval=500ms',
    // Backslashes escape in Redshift's strings.
    'standard_conforming_strings=off',
    'escape_string_warning=off',
    'backslash_quote=on',
    // The system tables and functions of Redshift live in pg_catalog, as they do in a cluster.
    'allow_system_table_mods=on',
    ...(largeStrings ? ['redshift.enable_large_strings_opt_in=on'] : []),
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
}

import { expect, test } from 'vitest'
import { sharedSandbox } from '../../shared-sandbox.js'

const shared = sharedSandbox('columns')

/**
 * The columns of each view, with their types, in the order of AWS's pages. Not compared with them: what is last of
 * stl_vacuum, from max_merge_partitions, and of stl_connection_log, from sessionid.
 */
const DOCUMENTED = {
  stl_wlm_query: `userid integer, xid integer, task integer, query integer, service_class integer, slot_count integer,
    service_class_start_time timestamp, queue_start_time timestamp, queue_end_time timestamp, total_queue_time bigint,
    exec_start_time timestamp, exec_end_time timestamp, total_exec_time bigint, service_class_end_time timestamp,
    final_state character(16), est_peak_mem bigint, query_priority character(20), service_class_name character(64)`,
  svl_query_summary: `userid integer, query integer, stm integer, seg integer, step integer, maxtime bigint, avgtime bigint,
    rows bigint, bytes bigint, rate_row double precision, rate_byte double precision, label text, is_diskbased character(1),
    workmem bigint, is_rrscan character(1), is_delayed_scan character(1), rows_pre_filter bigint`,
  stl_vacuum: `userid integer, xid bigint, table_id integer, status character(30), rows bigint, sortedrows integer,
    blocks integer, max_merge_partitions integer, eventtime timestamp, reclaimable_rows bigint, reclaimable_space_mb bigint,
    cutoff_xid bigint, is_recluster integer`,
  stv_blocklist: `slice integer, col integer, tbl integer, blocknum integer, num_values integer, extended_limits integer,
    minvalue bigint, maxvalue bigint, sb_pos integer, pinned integer, on_disk integer, modified integer,
    hdr_modified integer, unsorted integer, tombstone integer, preferred_diskno integer, temporary integer,
    newblock integer, num_readers integer, flags integer`,
  stl_alert_event_log: `userid integer, query integer, slice integer, segment integer, step integer, pid integer, xid bigint,
    event character(1024), solution character(1024), event_time timestamp`,
  stv_active_cursors: `userid integer, name character(256), xid bigint, pid integer, starttime timestamp, row_count bigint,
    byte_count bigint, fetched_rows bigint`,
  stl_connection_log: `event character(50), recordtime timestamp, remotehost character(45), remoteport character(32), pid integer,
    dbname character(50), username character(50), authmethod character(32), duration integer, sslversion character(50),
    sslcipher character(128), mtu integer, sslcompression character(64), sslexpansion character(64),
    iamauthguid character(36), application_name character(250), os_version character(64), driver_version character(64),
    plugin_name character(32), protocol_version integer, sessionid character(36), compression character(8)`,
  sys_connection_log: `event character(50), record_time timestamp, remote_host character(45), remote_port character(32),
    session_id integer, database_name character(50), user_name character(50), auth_method character(32), duration integer,
    ssl_version character(50), ssl_cipher character(128), mtu integer, ssl_compression character(64),
    ssl_expansion character(64), iam_auth_guid character(36), application_name character(250), driver_version character(64),
    os_version character(64), plugin_name character(32), protocol_version integer, global_session_id character(36)`,
}

test.each(Object.entries(DOCUMENTED))('%s has the columns of its page', async (view, documented) => {
  const client = await shared.connect()
  const { rows } = await client.query<{ shown: string }>(
    `select attname || ' ' || replace(format_type(atttypid, atttypmod), ' without time zone', '') as shown
     from pg_attribute where attrelid = 'pg_catalog.${view}'::regclass and attnum > 0 order by attnum`,
  )
  expect(rows.map((row) => row.shown)).toEqual(documented.split(/,\s+/))
})

test.each([
  [
    'show rls policies',
    'policy_name, policy_alias, policy_atts, policy_qual, policy_enabled, policy_modified_by, policy_modified_time',
  ],
  [
    'show rls policies on public.t',
    'policy_name, schema_name, relation_name, relation_kind, grantor, grantee, grantee_kind, is_policy_on, is_rls_on, ' +
      'rls_conjunction_type',
  ],
  [
    'show masking policies',
    'policy_name, input_columns, policy_expression, policy_modified_by, policy_modified_time',
  ],
  [
    'show masking policies on public.t',
    'policy_name, schema_name, relation_name, relation_type, grantor, grantee, grantee_type, priority, input_columns, ' +
      'output_columns',
  ],
])('%s returns the columns of its page', async (statement, documented) => {
  const client = await shared.connect()
  const { fields } = await client.query(statement)
  expect(fields.map((field) => field.name)).toEqual(documented.split(', '))
})

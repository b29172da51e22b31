-- A block is what a table has on PostgreSQL's disk by its columns, in MB; a superuser alone sees them.
create view redshift.blocks as
  select r.oid, r.relname, (column_number - 1)::int as col, block as blocknum,
    (case when blocks.most = 0 then redshift.counted(r.oid) end)::int as num_values,
    (r.relpersistence = 't')::int as temporary
  from redshift.relations r
    cross join lateral (select count(*) from pg_attribute where attrelid = r.oid and attnum > 0 and not attisdropped) as columns (count)
    cross join lateral (select (pg_relation_size(r.oid) / greatest(columns.count, 1) / 1048576)::int) as blocks (most)
    cross join lateral generate_series(1, columns.count) as column_number
    cross join lateral generate_series(0, blocks.most) as block
  where r.relkind = 'r' and not r.of_system and pg_relation_size(r.oid) > 0
    and (select usesuper from pg_user where usename = current_user);

-- https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_DISKUSAGE.html
create view pg_catalog.svv_diskusage as
  select d.oid::int as db_id, relname::char(72) as name, 0 as slice, col, b.oid::int as tbl, blocknum, num_values,
    null::bigint as minvalue, null::bigint as maxvalue, null::int as sb_pos, 0 as pinned, 1 as on_disk, 0 as modified,
    0 as hdr_modified, null::int as unsorted, 0 as tombstone, null::int as preferred_diskno, temporary, 0 as newblock
  from redshift.blocks b join pg_database d on d.datname = current_database();

-- https://docs.aws.amazon.com/redshift/latest/dg/r_STV_BLOCKLIST.html
create view pg_catalog.stv_blocklist as
  select 0 as slice, col, oid::int as tbl, blocknum, num_values, null::int as extended_limits, null::bigint as minvalue,
    null::bigint as maxvalue, null::int as sb_pos, 0 as pinned, 1 as on_disk, 0 as modified, 0 as hdr_modified,
    null::int as unsorted, 0 as tombstone, null::int as preferred_diskno, temporary, 0 as newblock, 0 as num_readers,
    null::int as flags
  from redshift.blocks;

grant select on pg_catalog.svv_diskusage, pg_catalog.stv_blocklist to public;

import { OWN_SETTINGS } from '../sql/commands/settings-rule.js'
import { quoteLiteral } from '../sql/writing/literals.js'

const DEFAULTS = Array.from(
  OWN_SETTINGS,
  ([name, value]) => `when ${quoteLiteral(name)} then ${quoteLiteral(value)}`,
)

/**
 * Functions that read and set settings: those that PostgreSQL knows nothing of are kept under a prefix, and are what they
 * are by default if they are empty, as after a SET that was rolled back.
 */
export const SETTINGS = `
create function redshift.setting_default(name text) returns text language sql immutable
  return case lower(name) ${DEFAULTS.join(' ')} end;
create function redshift.setting_name(name text) returns text language sql stable
begin atomic
  select case when exists (select from pg_settings as known where lower(known.name) = lower($1)) then $1
    else 'redshift.' || $1 end;
end;
create function pg_catalog.set_config(name text, value text, is_local boolean) returns text language sql volatile
  return postgres.set_config(redshift.setting_name(name), value, is_local);
create function redshift.own_setting(name text, otherwise text) returns text language sql stable
begin atomic
  select case when kept = '' or kept is null then otherwise when otherwise not in ('on', 'off') then kept
    when kept = 'true' then 'on' when kept = 'false' then 'off' else kept end
  from (select postgres.current_setting('redshift.' || name, true)) as known (kept);
end;
create function pg_catalog.current_setting(name text, missing boolean) returns text language sql stable
  return case when redshift.setting_default(name) is null then postgres.current_setting(name, missing)
    else redshift.own_setting(name, redshift.setting_default(name)) end;
create function pg_catalog.current_setting(name text) returns text language sql stable
  return pg_catalog.current_setting(name, false);
`

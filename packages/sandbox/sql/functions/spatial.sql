-- GEOMETRY is stored as it is shown: as EWKB in hexadecimal digits.
-- https://docs.aws.amazon.com/redshift/latest/dg/geospatial-overview.html
create type pg_catalog.geometry;
-- The number by which drivers know the type.
update pg_type set oid = 3000 where typname = 'geometry' and typnamespace = 'pg_catalog'::regnamespace;
create function redshift.geometry_in(cstring) returns geometry language internal immutable strict as 'textin';
create function redshift.geometry_out(geometry) returns cstring language internal immutable strict as 'textout';
create type pg_catalog.geometry (input = redshift.geometry_in, output = redshift.geometry_out, like = text);
create cast (geometry as text) without function;
-- Nothing but EWKB in hexadecimal digits is a geometry.
create function redshift.geometry_of(text) returns geometry language plpgsql immutable strict as $$
begin
  if $1 !~* '^0[01]([0-9a-f]{2}){4,}$' then
    raise 'Failed to parse geometry: "%" is no EWKB in hexadecimal digits', left($1, 100) using errcode = 'XX000';
  end if;
  return redshift.geometry_in(postgres.textout(upper($1)));
end $$;
create function redshift.geometry_of(varchar) returns geometry language sql immutable strict
  return redshift.geometry_of($1::text);
create cast (varchar as geometry) with function redshift.geometry_of(varchar) as assignment;
create cast (text as geometry) with function redshift.geometry_of(text) as assignment;
-- In binary format the bytes are sent themselves.
create function redshift.geometry_bytes(geometry) returns bytea language sql immutable strict return decode($1::text, 'hex');
alter type pg_catalog.geometry set (send = redshift.geometry_bytes);

-- GEOGRAPHY is kept as a GEOMETRY is.
create type pg_catalog.geography;
update pg_type set oid = 3001 where typname = 'geography' and typnamespace = 'pg_catalog'::regnamespace;
create function redshift.geography_in(cstring) returns geography language internal immutable strict as 'textin';
create function redshift.geography_out(geography) returns cstring language internal immutable strict as 'textout';
create type pg_catalog.geography (input = redshift.geography_in, output = redshift.geography_out, like = text);
create cast (geography as text) without function;
create cast (geography as geometry) without function;
create function redshift.geography_bytes(geography) returns bytea language sql immutable strict return decode($1::text, 'hex');
alter type pg_catalog.geography set (send = redshift.geography_bytes);

-- The value of a function that the sandbox has.
create function redshift.computed(name text, variadic arguments text[]) returns text language sql stable
  return nullif(substr(redshift.asked('RSFUN', to_json(array_prepend(name, arguments))::text), 2), '');

-- What has no reference system gets that of WGS 84.
create function redshift.geography_of(text) returns geography language sql stable strict
  return redshift.geography_in(textout(redshift.computed('geography', redshift.geometry_of($1)::text)));
create function redshift.geography_of(varchar) returns geography language sql stable strict
  return redshift.geography_of($1::text);
create function redshift.geography_of(geometry) returns geography language sql stable strict
  return redshift.geography_of($1::text);
create cast (varchar as geography) with function redshift.geography_of(varchar) as assignment;
create cast (text as geography) with function redshift.geography_of(text) as assignment;
create cast (geometry as geography) with function redshift.geography_of(geometry) as assignment;

-- NULL is left out. https://docs.aws.amazon.com/redshift/latest/dg/ST_Collect-function.html
create function pg_catalog.st_collect(geometry, geometry) returns geometry language sql stable
  return case when $1 is null then $2 when $2 is null then $1
    else redshift.geometry_in(textout(redshift.computed('st_collect', $1::text, $2::text))) end;
create function redshift.gathered(text[], geometry) returns text[] language sql immutable strict
  return array_append($1, $2::text);
create function redshift.collected(text[]) returns geometry language sql stable
  return case when $1 <> '{}' then redshift.geometry_in(textout(redshift.computed('st_collect', variadic $1))) end;
create aggregate pg_catalog.st_collect(geometry) (sfunc = redshift.gathered, stype = text[], initcond = '{}', finalfunc = redshift.collected);

-- Each function, and the name by which the sandbox has it if that is another.
do $$
declare
  signature record;
  types text[];
begin
  for signature in
    select split_part(line, '(', 1) as name, split_part(split_part(line, '(', 2), ')', 1) as arguments,
      split_part(split_part(line, ') ', 2), ' ', 1) as result, nullif(split_part(split_part(line, ') ', 2), ' ', 2), '') as own
    from (select trim(both from unnest(string_to_array('
      st_point(float8,float8) geometry; st_makepoint(float8,float8) geometry; st_makepoint(float8,float8,float8) geometry;
      st_makepoint(float8,float8,float8,float8) geometry; st_geomfromtext(varchar) geometry; st_geomfromtext(varchar,int4) geometry;
      st_geomfromewkt(varchar) geometry; st_geomfromewkb(varchar) geometry; st_geomfromwkb(varchar) geometry;
      st_geomfromwkb(varchar,int4) geometry; st_geomfromgeojson(varchar) geometry; st_makeline(geometry,geometry) geometry;
      st_makeenvelope(float8,float8,float8,float8) geometry; st_makeenvelope(float8,float8,float8,float8,int4) geometry;
      st_astext(geometry) varchar; st_astext(geometry,int4) varchar; st_asewkt(geometry) varchar; st_asewkt(geometry,int4) varchar;
      st_asgeojson(geometry) varchar; st_asgeojson(geometry,int4) varchar; st_asbinary(geometry) varbyte; st_asewkb(geometry) varbyte;
      st_ashexwkb(geometry) varchar; st_ashexewkb(geometry) varchar;
      st_x(geometry) float8; st_y(geometry) float8; st_z(geometry) float8; st_m(geometry) float8;
      st_xmin(geometry) float8; st_xmax(geometry) float8; st_ymin(geometry) float8; st_ymax(geometry) float8;
      st_zmin(geometry) float8; st_zmax(geometry) float8; st_mmin(geometry) float8; st_mmax(geometry) float8;
      st_envelope(geometry) geometry; st_srid(geometry) int4; st_setsrid(geometry,int4) geometry;
      geometrytype(geometry) varchar; st_geometrytype(geometry) varchar; st_dimension(geometry) int4; st_ndims(geometry) int4;
      st_isempty(geometry) bool; st_iscollection(geometry) bool; st_isclosed(geometry) bool; st_npoints(geometry) int4;
      st_numpoints(geometry) int4; st_nrings(geometry) int4; st_pointn(geometry,int4) geometry;
      st_startpoint(geometry) geometry; st_endpoint(geometry) geometry; st_area(geometry) float8; st_length(geometry) float8;
      st_perimeter(geometry) float8; st_distance(geometry,geometry) float8; st_dwithin(geometry,geometry,float8) bool;
      st_distancesphere(geometry,geometry) float8; st_distancesphere(geometry,geometry,float8) float8;
      st_intersects(geometry,geometry) bool; st_disjoint(geometry,geometry) bool; st_contains(geometry,geometry) bool;
      st_within(geometry,geometry) bool; st_covers(geometry,geometry) bool; st_coveredby(geometry,geometry) bool;
      st_equals(geometry,geometry) bool;
      st_addpoint(geometry,geometry) geometry; st_addpoint(geometry,geometry,int4) geometry; st_removepoint(geometry,int4) geometry;
      st_setpoint(geometry,int4,geometry) geometry; st_angle(geometry,geometry,geometry) float8;
      st_angle(geometry,geometry,geometry,geometry) float8; st_azimuth(geometry,geometry) float8; st_boundary(geometry) geometry;
      st_centroid(geometry) geometry; st_convexhull(geometry) geometry; st_simplify(geometry,float8) geometry;
      st_containsproperly(geometry,geometry) bool; st_crosses(geometry,geometry) bool; st_touches(geometry,geometry) bool; st_exteriorring(geometry) geometry; st_interiorringn(geometry,int4) geometry;
      st_force2d(geometry) geometry; st_force3d(geometry) geometry; st_force3dm(geometry) geometry; st_force3dz(geometry) geometry;
      st_force4d(geometry) geometry; st_geohash(geometry) varchar; st_geohash(geometry,int4) varchar; st_geomfromgeohash(varchar) geometry;
      st_geomfromgeohash(varchar,int4) geometry; st_geometryn(geometry,int4) geometry; st_ispolygonccw(geometry) bool;
      st_ispolygoncw(geometry) bool; st_isring(geometry) bool; st_length2d(geometry) float8 st_length; st_lengthsphere(geometry) float8;
      st_linefrommultipoint(geometry) geometry; st_lineinterpolatepoint(geometry,float8) geometry; st_makepolygon(geometry) geometry;
      st_makepolygon(geometry,geometry) geometry; st_multi(geometry) geometry; st_numgeometries(geometry) int4;
      st_numinteriorrings(geometry) int4; st_perimeter2d(geometry) float8 st_perimeter; st_points(geometry) geometry;
      st_polygon(geometry,int4) geometry; st_reverse(geometry) geometry; addbbox(geometry) geometry; dropbbox(geometry) geometry;
      supportsbbox(geometry) bool; st_geogfromtext(varchar) geography; st_geogfromwkb(varchar) geography;
      st_area(geography) float8 geography_area; st_length(geography) float8 geography_length;
      st_perimeter(geography) float8 geography_perimeter; st_distance(geography,geography) float8 geography_distance;
      st_npoints(geography) int4; st_astext(geography) varchar; st_astext(geography,int4) varchar; st_asewkt(geography) varchar;
      st_asewkt(geography,int4) varchar; st_asgeojson(geography) varchar; st_asgeojson(geography,int4) varchar;
      st_ashexwkb(geography) varchar; st_ashexewkb(geography) varchar;
      h3_fromlonglat(float8,float8,int4) int8; h3_frompoint(geometry,int4) int8; h3_isvalid(int8) bool; h3_isvalid(varchar) bool;
      h3_resolution(int8) int4; h3_resolution(varchar) int4; h3_toparent(int8,int4) int8; h3_toparent(varchar,int4) int8;
      h3_tochildren(int8,int4) super; h3_tochildren(varchar,int4) super; h3_center(int8) geometry; h3_center(varchar) geometry;
      h3_boundary(int8) geometry; h3_boundary(varchar) geometry; h3_polyfill(geometry,int4) super', ';')), E' \n') as line) as lines
  loop
    types := string_to_array(signature.arguments, ',');
    execute format('create function pg_catalog.%s(%s) returns %s language sql stable strict return %s', signature.name,
      signature.arguments, signature.result, format(
        case signature.result when 'super' then 'redshift.computed(%1$L, %2$s)::json::super'
          when 'varbyte' then 'redshift.computed(%1$L, %2$s)::text::varbyte'
          when 'geography' then 'redshift.geography_in(textout(redshift.computed(%1$L, %2$s)))'
          when 'geometry' then 'redshift.geometry_in(textout(redshift.computed(%1$L, %2$s)))' else 'redshift.computed(%1$L, %2$s)::%3$s' end,
        coalesce(signature.own, signature.name), (select string_agg(format('$%s::text', i), ', ') from generate_subscripts(types, 1) as i), signature.result));
  end loop;
end $$;

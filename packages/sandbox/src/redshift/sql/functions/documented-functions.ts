/** The functions on the pages of one area of AWS's documentation, by name; others are not there. */
export const DOCUMENTED_FUNCTIONS = {
  /** https://docs.aws.amazon.com/redshift/latest/dg/c_Aggregate_Functions.html */
  aggregate:
    'any_value avg bit_and bit_or bool_and bool_or count listagg max median min percentile_cont percentile_disc ' +
    'stddev stddev_pop stddev_samp sum var_pop var_samp variance',
  /** https://docs.aws.amazon.com/redshift/latest/dg/c_Window_functions.html */
  window:
    'cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank ratio_to_report row_number',
  /** https://docs.aws.amazon.com/redshift/latest/dg/c_conditional_expressions.html */
  conditional: 'coalesce decode greatest least nullif nvl nvl2',
  /** https://docs.aws.amazon.com/redshift/latest/dg/Date_functions_header.html */
  'date and time':
    'add_months age convert_timezone date_add date_cmp date_cmp_timestamp date_cmp_timestamptz date_diff date_part ' +
    'date_part_year date_trunc dateadd datediff extract getdate interval_cmp isfinite last_day months_between ' +
    'next_day now overlaps sysdate timeofday timestamp_cmp timestamp_cmp_date timestamp_cmp_timestamptz ' +
    'timestamptz_cmp timestamptz_cmp_date timestamptz_cmp_timestamp timezone trunc',
  /** https://docs.aws.amazon.com/redshift/latest/dg/String_functions_header.html */
  string:
    'ascii bpcharcmp btrim bttext_pattern_cmp char_length character_length charindex chr collate concat crc32 ' +
    'difference initcap left len length lower lpad ltrim octet_length octetindex position quote_ident quote_literal ' +
    'regexp_count regexp_instr regexp_replace regexp_substr repeat replace replicate reverse right rpad rtrim soundex ' +
    'split_part strpos strtol substr substring textlen translate trim upper',
  /** https://docs.aws.amazon.com/redshift/latest/dg/Math_functions.html */
  math:
    'abs acos asin atan atan2 cbrt ceil ceiling cos cot degrees dexp dlog1 dlog10 exp floor ln log mod pi pow power ' +
    'radians random round sign sin sqrt tan trunc',
  /** https://docs.aws.amazon.com/redshift/latest/dg/hash-functions.html */
  hash: 'checksum farmfingerprint64 fnv_hash func_sha1 md5 murmur3_32_hash sha sha1 sha2',
  /** https://docs.aws.amazon.com/redshift/latest/dg/hyperloglog-functions.html */
  hyperloglog: 'hll hll_cardinality hll_combine hll_combine_sketches hll_create_sketch',
  /** https://docs.aws.amazon.com/redshift/latest/dg/json-functions.html */
  json:
    'can_json_parse is_valid_json is_valid_json_array json_array_length json_extract_array_element_text ' +
    'json_extract_path_text json_parse json_serialize json_serialize_to_varbyte',
  /** https://docs.aws.amazon.com/redshift/latest/dg/c_Array_Functions.html and the pages of objects and types */
  super:
    'array array_concat array_contains array_distinct array_except array_flatten array_intersection array_position ' +
    'array_positions array_sort array_union arrays_overlap decimal_precision decimal_scale get_array_length ' +
    'get_number_attributes is_array is_bigint is_boolean is_char is_decimal is_float is_integer is_object is_scalar ' +
    'is_smallint is_varchar json_size json_typeof lower_attribute_names object object_transform size split_to_array ' +
    'subarray upper_attribute_names',
  /** https://docs.aws.amazon.com/redshift/latest/dg/varbyte-functions.html */
  varbyte: 'from_hex from_varbyte getbit to_hex to_varbyte',
  /** Of https://docs.aws.amazon.com/redshift/latest/dg/geospatial-functions.html */
  spatial:
    'addbbox dropbbox geometrytype h3_boundary h3_center h3_fromlonglat h3_frompoint h3_isvalid ' +
    'h3_polyfill h3_resolution h3_tochildren h3_toparent st_addpoint st_angle st_area st_asbinary ' +
    'st_asewkb st_asewkt st_asgeojson st_ashexewkb st_ashexwkb st_astext st_azimuth st_boundary ' +
    'st_centroid st_collect st_contains st_containsproperly st_convexhull st_coveredby st_covers st_crosses ' +
    'st_dimension st_disjoint st_distance st_distancesphere st_dwithin st_endpoint st_envelope st_equals ' +
    'st_exteriorring st_force2d st_force3d st_force3dm st_force3dz st_force4d st_geogfromtext ' +
    'st_geogfromwkb st_geohash st_geometryn st_geometrytype st_geomfromewkb st_geomfromewkt ' +
    'st_geomfromgeohash st_geomfromgeojson st_geomfromtext st_geomfromwkb st_interiorringn st_intersects ' +
    'st_isclosed st_iscollection st_isempty st_ispolygonccw st_ispolygoncw st_isring st_length ' +
    'st_length2d st_lengthsphere st_linefrommultipoint st_lineinterpolatepoint st_m st_makeenvelope ' +
    'st_makeline st_makepoint st_makepolygon st_mmax st_mmin st_multi st_ndims st_npoints st_nrings ' +
    'st_numgeometries st_numinteriorrings st_numpoints st_perimeter st_perimeter2d st_point st_pointn ' +
    'st_points st_polygon st_removepoint st_reverse st_setpoint st_setsrid st_simplify st_srid ' +
    'st_startpoint st_touches st_within st_x st_xmax st_xmin st_y st_ymax st_ymin st_z st_zmax st_zmin supportsbbox',
  /** https://docs.aws.amazon.com/redshift/latest/dg/r_Data_type_formatting.html */
  format: 'convert text_to_int_alt text_to_numeric_alt to_char to_date to_number to_timestamp try_cast',
  /** https://docs.aws.amazon.com/redshift/latest/dg/r_System_information_functions.html and of administration */
  system:
    'change_query_priority change_session_priority change_user_priority current_aws_account current_database ' +
    'current_namespace current_schema current_schemas current_setting db_collation ' +
    'current_user_id default_iam_role has_assumerole_privilege has_database_privilege ' +
    'has_schema_privilege has_table_privilege is_large_string_enabled ' +
    'last_user_query_id pg_backend_pid pg_cancel_backend pg_get_cols pg_get_grantee_by_iam_role ' +
    'pg_get_iam_role_by_user pg_get_late_binding_view_cols pg_get_session_roles pg_last_copy_count pg_last_copy_id pg_last_query_id pg_last_unload_count pg_last_unload_id ' +
    'pg_terminate_backend role_is_member_of set_config slice_num user_is_member_of version',
} as const

/**
 * Functions that no page lists: those that PostgreSQL 8.0 reads its catalog by, which the leader node has,
 * casts that are called like functions, and what PostgreSQL's grammar makes of other forms.
 */
const FURTHER_FUNCTIONS =
  'aclcontains array_dims array_in array_lower array_to_string array_upper col_description format_encoding format_type generate_series get_bit get_byte ' +
  'getdatabaseencoding has_column_privilege has_function_privilege has_language_privilege obj_description oidvectortypes pg_char_to_encoding pg_client_encoding pg_conversion_is_visible ' +
  'pg_encoding_to_char pg_function_is_visible pg_get_constraintdef pg_get_expr pg_get_functiondef ' +
  'pg_get_function_arguments pg_get_function_identity_arguments pg_get_function_result pg_get_indexdef ' +
  'pg_get_ruledef pg_get_serial_sequence pg_get_triggerdef pg_get_userbyid pg_get_viewdef pg_has_role ' +
  'pg_opclass_is_visible pg_operator_is_visible pg_table_is_visible pg_tablespace_databases pg_timezone_names ' +
  'pg_type_is_visible regprocedureout set_bit set_byte shobj_description textin to_ascii ' +
  'bool bpchar char date float4 float8 int2 int4 int8 interval name numeric oid regclass text time timestamp ' +
  'timestamptz timetz varchar ' +
  'like_escape similar_escape similar_to_escape'

/** The names of functions that a client's statement may call; PostgreSQL has others, which it keeps for itself. */
export const KNOWN_FUNCTIONS: readonly string[] = [
  ...Object.values(DOCUMENTED_FUNCTIONS),
  FURTHER_FUNCTIONS,
].flatMap((names) => names.split(' '))

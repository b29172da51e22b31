-- A BOOLEAN is compared with 1 and 0. https://docs.aws.amazon.com/redshift/latest/dg/r_logical_condition.html
create function redshift.equals(bool, int4) returns bool language sql immutable return $1::int4 = $2;
create function redshift.equals(int4, bool) returns bool language sql immutable return $1 = $2::int4;
create function redshift.differs_from(bool, int4) returns bool language sql immutable return $1::int4 <> $2;
create function redshift.differs_from(int4, bool) returns bool language sql immutable return $1 <> $2::int4;
create operator pg_catalog.= (leftarg = bool, rightarg = int4, function = redshift.equals);
create operator pg_catalog.= (leftarg = int4, rightarg = bool, function = redshift.equals);
create operator pg_catalog.<> (leftarg = bool, rightarg = int4, function = redshift.differs_from);
create operator pg_catalog.<> (leftarg = int4, rightarg = bool, function = redshift.differs_from);

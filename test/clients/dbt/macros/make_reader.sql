{% macro make_reader() %}
  {% set found = run_query("select usename from pg_user where usename = 'reader'") %}
  {% if execute and found.rows | length == 0 %}create user reader password disable{% else %}select 1{% endif %}
{% endmacro %}

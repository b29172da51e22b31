{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='id', on_schema_change='append_new_columns') }}
select id, placed, item, price{% if is_incremental() %}, true as again{% endif %}
from {{ ref('orders') }}
{% if is_incremental() %}where placed > (select max(placed) - interval '1 day' from {{ this }}){% endif %}

{{ config(materialized='table', dist='item', sort=['item', 'pieces'], sort_type='compound', backup=false) }}
select item::varchar(20) as item, count(*) as pieces, sum(price)::numeric(10, 2) as total
from {{ ref('late_orders') }}
group by 1

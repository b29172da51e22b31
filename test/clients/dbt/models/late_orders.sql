{{ config(materialized='view', bind=false) }}
select id, placed, item, price from {{ ref('orders') }}

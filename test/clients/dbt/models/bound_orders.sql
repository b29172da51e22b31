{{ config(materialized='view') }}
select id, placed, item, price from {{ ref('orders') }}

{{ config(materialized='ephemeral') }}
select id, price * 100 as cents, cents > 100 as dear from {{ ref('late_orders') }}

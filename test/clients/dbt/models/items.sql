{{ config(materialized='materialized_view', auto_refresh=false, dist='even') }}
select item, count(*) as pieces from {{ ref('orders') }} group by item

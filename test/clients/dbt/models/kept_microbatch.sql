{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='placed', batch_size='day', begin='2026-01-05', lookback=1) }}
select id, placed, item, price from {{ ref('late_orders') }}

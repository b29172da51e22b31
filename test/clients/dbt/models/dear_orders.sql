{{ config(materialized='table', dist='all', sort='cents') }}
select id, cents from {{ ref('priced') }} where dear

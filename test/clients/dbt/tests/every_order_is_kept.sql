select id from {{ ref('orders') }} except select id from {{ ref('kept_merge') }}

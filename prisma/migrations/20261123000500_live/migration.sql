-- What a live session sold, by order line: read by the host's numbers, across checkout's tables.
create view report_live_session_line as
  select orders.live_session_id, line.id as order_line_id
  from checkout_order orders join checkout_order_line line on line.order_id = orders.id
  where orders.live_session_id is not null and orders.paid_at is not null;

create index checkout_order_live_session_id_idx on checkout_order (live_session_id) where live_session_id is not null;

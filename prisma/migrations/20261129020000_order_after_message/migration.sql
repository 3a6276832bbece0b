-- What a message led to came after it: an order of the minute before is no evidence of anything that was said.
create or replace view report_live_chat_order as
  select message.id as message_id, message.live_session_id, orders.number, orders.state, orders.total_fen,
         orders.created_at
    from live_chat_message message
    join checkout_order orders
      on orders.live_session_id = message.live_session_id and orders.buyer_id = message.buyer_id
     and orders.created_at >= message.sent_at;

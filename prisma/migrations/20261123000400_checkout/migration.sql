-- A refund names the charge that goes back, and a charge goes back at most once.
alter table checkout_refund add column charge_id text not null;
create unique index checkout_refund_charge_id_key on checkout_refund (charge_id);

alter table checkout_refund
  add constraint checkout_refund_reason check (reason in ('paid_too_late', 'paid_twice')),
  add constraint checkout_refund_settled_known check ((state in ('succeeded', 'failed')) = (settled_at is not null));

-- The way back to the goods from a receipt.
alter table checkout_order_line add column product_slug text not null;

-- In which language somebody is written to: that of the pages they signed in on, or changed to since.

alter table identity_user
  add column locale text not null default 'zh-CN',
  add constraint identity_user_locale check (locale in ('zh-CN', 'en'));

create table if not exists notification (
    id          text    not null primary key,
    user_id     text    not null,
    message     text    not null,
    created_at  integer not null, -- milliseconds since 1970
    emailed_at  integer,          -- the same; null until the email is sent
    email_error text              -- why it could not be sent, once all attempts have failed
) strict, without rowid;

-- Serves the digests, which ask for a user's notifications of a day and for the users of a day, and the purge.
create index if not exists notification_by_time on notification (created_at, user_id);

-- The archive of an account with one peer (XEP-0313), in the order of the log.

CREATE INDEX message_owner_peer ON message_owner (owner, peer, id) WHERE keep >= 2;

package im.redoubt.server.store;

import im.redoubt.protocol.address.BareJid;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The change of what an account knows of one contact: reads, asks what shall be, checks the quotas, writes.
 *
 * @param account the account
 * @param address the contact
 * @param change from what is there to what shall be
 */
record RosterWrite(BareJid account, BareJid address, UnaryOperator<RosterContact> change) {
    Outcome<RosterUpdate> run(SqlSession db, Access access) throws SQLException {
        Optional<RosterVersion> found = RosterVersion.of(db, account);
        if (found.isEmpty()) {
            return new Outcome.Refused<>(Refusal.NO_ACCOUNT);
        }
        RosterContact before = RosterRows.contact(db, account, address, access.damage());
        RosterContact after = change.apply(before);
        if (!after.address().equals(address)) {
            throw new IllegalArgumentException("a change keeps the contact's address");
        }
        Optional<Refusal> refusal = refusal(db, access.quotas(), before, after);
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        RosterVersion version = found.get();
        if (!before.item().equals(after.item())) {
            version = version.next(db, account);
            writeItem(db, after.item(), version);
        }
        if (!before.request().equals(after.request())) {
            writeRequest(db, after.request());
        }
        return new Outcome.Done<>(new RosterUpdate(before, after, version.current()));
    }

    private Optional<Refusal> refusal(SqlSession db, AccountQuotas quotas, RosterContact before, RosterContact after)
            throws SQLException {
        if (before.item().isEmpty() && after.item().isPresent()) {
            long items = db.sql("SELECT COUNT(*) FROM roster_item WHERE account = ? AND contact <> ?")
                    .address(account)
                    .address(address)
                    .count();
            if (items >= quotas.rosterItems()) {
                return Optional.of(Refusal.ROSTER_FULL);
            }
        }
        if (before.request().isEmpty() && after.request().isPresent()) {
            long requests = db.sql("SELECT COUNT(*) FROM subscription_request WHERE account = ? AND contact <> ?")
                    .address(account)
                    .address(address)
                    .count();
            if (requests >= quotas.subscriptionRequests()) {
                return Optional.of(Refusal.REQUESTS_FULL);
            }
        }
        return Optional.empty();
    }

    private void writeItem(SqlSession db, Optional<RosterItem> item, RosterVersion version) throws SQLException {
        if (item.isPresent()) {
            RosterRows.putItem(db, account, address, item.get(), version.current());
            db.sql("DELETE FROM roster_removal WHERE account = ? AND contact = ?")
                    .address(account)
                    .address(address)
                    .update();
        } else {
            db.sql("DELETE FROM roster_item WHERE account = ? AND contact = ?")
                    .address(account)
                    .address(address)
                    .update();
            version.removed(db, account, address);
        }
    }

    private void writeRequest(SqlSession db, Optional<SubscriptionRequest> request) throws SQLException {
        if (request.isPresent()) {
            RosterRows.putRequest(db, account, address, request.get());
        } else {
            db.sql("DELETE FROM subscription_request WHERE account = ? AND contact = ?")
                    .address(account)
                    .address(address)
                    .update();
        }
    }
}

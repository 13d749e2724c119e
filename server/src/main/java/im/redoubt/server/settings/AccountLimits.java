package im.redoubt.server.settings;

import static im.redoubt.server.settings.LimitKeys.number;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What one account may keep on the server, and in how many sessions it may be on line.
 *
 * @param sessions how many there may be, and how long one waits for its connection to come back
 * @param rosterItems contacts
 * @param rosterGroupsPerItem groups of one contact
 * @param rosterNameBytes bytes of a contact's or a group's name
 * @param subscriptionRequests requests of others that wait for an answer
 * @param blockedAddresses addresses that it keeps away
 * @param admittedAddresses others that it hears, if it has a list of them
 * @param directedPresences addresses that one session may send directed presence to
 * @param offline messages kept while nobody is on line
 * @param archiveBytes bytes of the archive (XEP-0313)
 * @param payloads data that clients keep here for themselves
 * @param events what it publishes (XEP-0163)
 */
public record AccountLimits(
        Sessions sessions,
        int rosterItems,
        int rosterGroupsPerItem,
        int rosterNameBytes,
        int subscriptionRequests,
        int blockedAddresses,
        int admittedAddresses,
        int directedPresences,
        Offline offline,
        int archiveBytes,
        Payloads payloads,
        PersonalEventLimits events) {

    /**
     * Sessions of one account.
     *
     * @param atOnce how many
     * @param resumption how long one whose connection is gone waits for another one (XEP-0198 section 5)
     */
    public record Sessions(int atOnce, Duration resumption) {}

    /**
     * Messages kept for one account while nobody is on line.
     *
     * @param messages how many
     * @param bytes how many bytes in all
     */
    public record Offline(int messages, int bytes) {}

    /**
     * What clients keep on the server for themselves.
     *
     * @param privateDataBytes bytes of private data (XEP-0049) of one account in all
     * @param privateDataElements elements of private data of one account
     * @param vcardBytes bytes of a vCard (XEP-0054), picture included
     */
    public record Payloads(int privateDataBytes, int privateDataElements, int vcardBytes) {}

    static final Key<Integer> SESSIONS = number("sessions_per_account", 1, 20, "Sessions of one account at once.");

    static final Key<Duration> RESUMPTION = Key.of(
            "limits.resumption_seconds",
            Types.duration(ChronoUnit.SECONDS, 0, 86_400),
            Duration.ofMinutes(5),
            "Seconds for which a session whose connection is gone waits for its client to come back (XEP-0198). Meanwhile it"
                    + " is on line to others, and its messages are kept; 0 ends it at once.");

    static final Key<Integer> ROSTER_ITEMS = number("roster_items", 10, 1_000, "Contacts of one account.");

    static final Key<Integer> ROSTER_GROUPS = number("roster_groups_per_item", 1, 32, "Groups of one contact.");

    static final Key<Integer> ROSTER_NAME_BYTES =
            number("roster_name_bytes", 64, 1_023, "Bytes of the name of a contact or a group.");

    static final Key<Integer> SUBSCRIPTION_REQUESTS = number(
            "subscription_requests", 1, 200, "Requests for presence that wait for one account's answer at once.");

    static final Key<Integer> BLOCKED_ADDRESSES =
            number("blocked_addresses", 1, 1_000, "Addresses that one account blocks (XEP-0191).");

    static final Key<Integer> ADMITTED_ADDRESSES = number(
            "admitted_addresses",
            1,
            1_000,
            "Others on the list of an account that hears nobody else (docs/admission.md).");

    static final Key<Integer> DIRECTED_PRESENCES = number(
            "directed_presences_per_session",
            1,
            500,
            "Addresses outside the roster that one session may be present to at once.");

    static final Key<Integer> OFFLINE_MESSAGES = number(
            "offline_messages", 0, 1_000, "Messages kept for one account while nobody is on line; 0 keeps none.");

    static final Key<Integer> OFFLINE_BYTES =
            number("offline_bytes", 0, 16 << 20, "Bytes of these messages of one account in all.");

    static final Key<Integer> ARCHIVE_BYTES = number(
            "archive_bytes",
            1 << 20,
            512 << 20,
            "Bytes of the archive of one account (XEP-0313), 256 for each message added to its content. What is more leaves, the"
                    + " oldest first, within a minute or an hour.");

    static final Key<Integer> PRIVATE_DATA_BYTES =
            number("private_data_bytes", 1_000, 262_144, "Bytes of private data (XEP-0049) of one account in all.");

    static final Key<Integer> PRIVATE_DATA_ELEMENTS =
            number("private_data_elements", 1, 100, "Kinds of private data (XEP-0049) of one account.");

    static final Key<Integer> VCARD_BYTES =
            number("vcard_bytes", 1_000, 131_072, "Bytes of the vCard (XEP-0054) of one account, picture included.");

    static final List<Key<?>> KEYS = List.of(
            SESSIONS,
            RESUMPTION,
            ROSTER_ITEMS,
            ROSTER_GROUPS,
            ROSTER_NAME_BYTES,
            SUBSCRIPTION_REQUESTS,
            BLOCKED_ADDRESSES,
            ADMITTED_ADDRESSES,
            DIRECTED_PRESENCES,
            OFFLINE_MESSAGES,
            OFFLINE_BYTES,
            ARCHIVE_BYTES,
            PRIVATE_DATA_BYTES,
            PRIVATE_DATA_ELEMENTS,
            VCARD_BYTES);

    static AccountLimits from(SettingValues values) {
        return new AccountLimits(
                new Sessions(values.get(SESSIONS), values.get(RESUMPTION)),
                values.get(ROSTER_ITEMS),
                values.get(ROSTER_GROUPS),
                values.get(ROSTER_NAME_BYTES),
                values.get(SUBSCRIPTION_REQUESTS),
                values.get(BLOCKED_ADDRESSES),
                values.get(ADMITTED_ADDRESSES),
                values.get(DIRECTED_PRESENCES),
                new Offline(values.get(OFFLINE_MESSAGES), values.get(OFFLINE_BYTES)),
                values.get(ARCHIVE_BYTES),
                new Payloads(
                        values.get(PRIVATE_DATA_BYTES), values.get(PRIVATE_DATA_ELEMENTS), values.get(VCARD_BYTES)),
                PersonalEventLimits.from(values));
    }
}

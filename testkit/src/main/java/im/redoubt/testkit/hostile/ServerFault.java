package im.redoubt.testkit.hostile;

import static im.redoubt.testkit.hostile.Moment.ACKNOWLEDGED;
import static im.redoubt.testkit.hostile.Moment.ADDRESS;
import static im.redoubt.testkit.hostile.Moment.BOUND;
import static im.redoubt.testkit.hostile.Moment.CERTIFICATE;
import static im.redoubt.testkit.hostile.Moment.CHALLENGE;
import static im.redoubt.testkit.hostile.Moment.CHALLENGE_ELEMENT;
import static im.redoubt.testkit.hostile.Moment.CLEAR_FEATURES;
import static im.redoubt.testkit.hostile.Moment.CLEAR_HEADER;
import static im.redoubt.testkit.hostile.Moment.ENABLED;
import static im.redoubt.testkit.hostile.Moment.MECHANISMS;
import static im.redoubt.testkit.hostile.Moment.PONG;
import static im.redoubt.testkit.hostile.Moment.PROCEED;
import static im.redoubt.testkit.hostile.Moment.RESTARTED_HEADER;
import static im.redoubt.testkit.hostile.Moment.RESUMED;
import static im.redoubt.testkit.hostile.Moment.ROSTER;
import static im.redoubt.testkit.hostile.Moment.SECURE_HEADER;
import static im.redoubt.testkit.hostile.Moment.SESSION_FEATURES;
import static im.redoubt.testkit.hostile.Moment.SIGNATURE;
import static im.redoubt.testkit.hostile.Moment.SUCCESS;
import static im.redoubt.testkit.hostile.Moment.TOKEN;

/**
 * What servers do wrong, or somebody between them and their clients. Each bends one thing of an {@link HonestService}; a test that
 * walks the list, or one row of it, has every new one. It knows the row of the list of attacks that it belongs to.
 *
 * <p>Size: a table, one line or two for each fault.
 */
public enum ServerFault {
    /** Takes STARTTLS out and offers to sign in in clear. */
    STRIPS_STARTTLS("T-21", CLEAR_FEATURES, (honest, scene) -> Offers.inClear()),
    /** Offers nothing in clear. */
    OFFERS_NOTHING_IN_CLEAR("T-21", CLEAR_FEATURES, (honest, scene) -> "<stream:features/>"),
    /** Leaves the features in clear out. */
    OMITS_FEATURES_IN_CLEAR("T-21", CLEAR_FEATURES, (honest, scene) -> "", Delivery.NEVER),
    /** Refuses STARTTLS. */
    REFUSES_STARTTLS("T-21", PROCEED, (honest, scene) -> Offers.REFUSAL + "</stream:stream>"),
    /** Refuses STARTTLS and offers to sign in in clear. */
    REFUSES_STARTTLS_AND_OFFERS_MORE("T-21", PROCEED, (honest, scene) -> Offers.REFUSAL + Offers.inClear()),
    /** Answers the request for TLS with a success of SASL. */
    SUCCEEDS_INSTEAD_OF_TLS("T-21", PROCEED, (honest, scene) -> "<success xmlns='" + Names.SASL + "'/>"),
    /** Says in clear that the client has signed in. */
    SUCCEEDS_IN_CLEAR("T-21", CLEAR_FEATURES, (honest, scene) -> "<success xmlns='" + Names.SASL + "'/>" + honest),
    /** Challenges in clear. */
    CHALLENGES_IN_CLEAR("T-21", CLEAR_FEATURES, (honest, scene) -> Offers.CHALLENGE + honest),
    /** Offers to sign in in clear, and then what is right. */
    STRIPS_STARTTLS_AND_REPENTS("T-22", CLEAR_FEATURES, (honest, scene) -> Offers.inClear() + honest),
    /** Offers what is right, and then to sign in in clear. */
    OFFERS_MORE_BEHIND_STARTTLS("T-22", CLEAR_FEATURES, (honest, scene) -> honest + Offers.inClear()),
    /** Puts features behind its agreement to TLS. */
    INJECTS_FEATURES("T-24", PROCEED, (honest, scene) -> honest + Offers.inClear()),
    /** Puts a header and features behind its agreement to TLS. */
    INJECTS_A_STREAM("T-24", PROCEED, (honest, scene) -> honest + HostileXml.SECOND_HEADER.text() + Offers.inClear()),
    /** Puts a success behind its agreement to TLS. */
    INJECTS_SUCCESS("T-24", PROCEED, (honest, scene) -> honest + "<success xmlns='" + Names.SASL + "'/>"),
    /** Puts a message behind its agreement to TLS. */
    INJECTS_A_MESSAGE("T-24", PROCEED, (honest, scene) -> honest + Forged.message("", scene, Forged.body())),
    /** Offers compression in clear. */
    OFFERS_COMPRESSION_IN_CLEAR("T-25", CLEAR_FEATURES, (honest, scene) -> Offers.among(honest, Offers.COMPRESSION)),
    /** Offers compression over TLS. */
    OFFERS_COMPRESSION("T-25", MECHANISMS, (honest, scene) -> Offers.among(honest, Offers.COMPRESSION)),
    /** Offers STARTTLS over TLS. */
    OFFERS_STARTTLS_TWICE(
            "T-25", MECHANISMS, (honest, scene) -> Offers.among(honest, "<starttls xmlns='" + Names.TLS + "'/>")),
    /** Shows a certificate of another name. */
    SHOWS_ANOTHER_CERTIFICATE("T-26", CERTIFICATE, (honest, scene) -> "another"),
    /** Sends the client elsewhere, in clear. */
    SENDS_ELSEWHERE_IN_CLEAR("T-29", CLEAR_FEATURES, (honest, scene) -> Offers.elsewhere("evil.example:5222")),
    /** Sends the client elsewhere, to no port. */
    SENDS_TO_A_BAD_PORT("T-29", MECHANISMS, (honest, scene) -> Offers.elsewhere("localhost:99999")),
    /** Sends the client elsewhere, to no host. */
    SENDS_TO_NO_HOST("T-29", MECHANISMS, (honest, scene) -> Offers.elsewhere("/etc/passwd?x@y:z")),

    /** Begins its nonce with something else than the client's. */
    CHANGES_NONCE("A-41", CHALLENGE, (honest, scene) -> honest.replaceFirst("r=.", "r=_")),
    /** Adds nothing to the client's nonce. */
    ADDS_NO_NONCE("A-41", CHALLENGE, (honest, scene) -> Offers.nonce(honest, scene.nonce())),
    /** Adds one character to the client's nonce. */
    ADDS_A_SHORT_NONCE("A-42", CHALLENGE, (honest, scene) -> Offers.nonce(honest, scene.nonce() + "1")),
    /** Does not prove itself. */
    PROVES_NOTHING("A-43", SIGNATURE, (honest, scene) -> ""),
    /** Proves itself wrongly. */
    PROVES_WRONGLY("A-43", SIGNATURE, (honest, scene) -> "v=" + "A".repeat(honest.length() - 3) + "="),
    /** Says an error in the place of its proof. */
    PROVES_AN_ERROR("A-43", SIGNATURE, (honest, scene) -> "e=other-error"),
    /** Succeeds in the place of a challenge. */
    SUCCEEDS_EARLY("A-43", CHALLENGE_ELEMENT, (honest, scene) -> Offers.success(honest)),
    /** Succeeds before anybody has asked. */
    SUCCEEDS_UNASKED("A-43", MECHANISMS, (honest, scene) -> Offers.success(honest)),
    /** Succeeds twice. */
    SUCCEEDS_TWICE("A-43", SUCCESS, (honest, scene) -> honest + honest),
    /** Challenges before anybody has asked. */
    CHALLENGES_UNASKED("A-49", MECHANISMS, (honest, scene) -> Offers.CHALLENGE + honest),
    /** Asks for no iterations. */
    ITERATES_NEVER("A-44", CHALLENGE, (honest, scene) -> Offers.iterations(honest, "0")),
    /** Asks for one. */
    ITERATES_ONCE("A-44", CHALLENGE, (honest, scene) -> Offers.iterations(honest, "1")),
    /** Asks for one less than RFC 5802 wants. */
    ITERATES_TOO_LITTLE("A-44", CHALLENGE, (honest, scene) -> Offers.iterations(honest, "4095")),
    /** Asks for a negative number. */
    ITERATES_BACKWARDS("A-44", CHALLENGE, (honest, scene) -> Offers.iterations(honest, "-1")),
    /** Asks for more than fits into 32 bits. */
    ITERATES_PAST_32_BITS("A-44", CHALLENGE, (honest, scene) -> Offers.iterations(honest, "2147483648")),
    /** Asks for hours. */
    ITERATES_FOR_HOURS("A-44", CHALLENGE, (honest, scene) -> Offers.iterations(honest, "1000000000")),
    /** Asks for a number in another form. */
    ITERATES_IN_FLOATS("A-44", CHALLENGE, (honest, scene) -> Offers.iterations(honest, "10e9")),
    /** Has no salt. */
    SALTS_NOTHING("A-45", CHALLENGE, (honest, scene) -> Offers.salt(honest, "")),
    /** Has a salt of a mebibyte. */
    SALTS_TOO_MUCH("A-45", CHALLENGE, (honest, scene) -> Offers.salt(honest, "QUFB".repeat(1 << 18))),
    /** Has a salt that is no base64. */
    SALTS_GARBAGE("A-45", CHALLENGE, (honest, scene) -> Offers.salt(honest, "!!!!")),
    /** Demands an extension. */
    DEMANDS_AN_EXTENSION("A-45", CHALLENGE, (honest, scene) -> "m=evil," + honest),
    /** Says something twice. */
    SAYS_THE_SALT_TWICE("A-45", CHALLENGE, (honest, scene) -> honest + ",s=QUFBQUFBQUFBQUFB"),
    /** Says things in another order. */
    REORDERS("A-45", CHALLENGE, (honest, scene) -> honest.replaceFirst("(r=[^,]*),(s=[^,]*)", "$2,$1")),
    /** Challenges with what is no base64. */
    CHALLENGES_WITH_GARBAGE("A-45", CHALLENGE_ELEMENT, (honest, scene) -> honest.replaceFirst(">[^<]*<", ">!!!<")),
    /** Takes the mechanisms with channel binding out. */
    REMOVES_PLUS("A-48", MECHANISMS, (honest, scene) -> Offers.withoutPlus(honest)),
    /** Takes all but PLAIN out. */
    LEAVES_PLAIN("A-48", MECHANISMS, (honest, scene) -> Offers.only(honest, "PLAIN")),
    /** Takes all but what nobody should know out. */
    LEAVES_DIGESTS("A-48", MECHANISMS, (honest, scene) -> Offers.only(honest, "DIGEST-MD5", "CRAM-MD5", "ANONYMOUS")),
    /** Takes all but the weakest out. */
    LEAVES_THE_WEAKEST("A-48", MECHANISMS, (honest, scene) -> Offers.only(honest, "SCRAM-SHA-1")),
    /** Takes everything out. */
    LEAVES_NOTHING("A-48", MECHANISMS, (honest, scene) -> Offers.only(honest)),
    /** Announces other types of channel binding. */
    EDITS_BINDINGS("A-48", MECHANISMS, (honest, scene) -> honest.replace(TlsBindings.END_POINT, "tls-unique")),
    /** Announces only types that nobody knows. */
    ANNOUNCES_UNKNOWN_BINDINGS("A-47", MECHANISMS, (honest, scene) -> honest.replace("type='tls-", "type='evil-")),
    /** Announces types without a mechanism for them. */
    ANNOUNCES_BINDINGS_FOR_NOTHING(
            "A-48", MECHANISMS, (honest, scene) -> honest.replaceAll("<mechanism>[^<]*-PLUS</mechanism>", "")),
    /** Says that somebody else has signed in, or binds the address of somebody else. */
    SIGNS_SOMEBODY_ELSE_IN("A-50", ADDRESS, (honest, scene) -> honest.replaceFirst(".*@[^/]*", Forged.STRANGER)),
    /** Binds no resource. */
    BINDS_NO_RESOURCE("A-50", ADDRESS, (honest, scene) -> scene.account()),
    /** Binds a domain. */
    BINDS_A_DOMAIN("A-50", ADDRESS, (honest, scene) -> scene.domain()),
    /** Binds what is no address. */
    BINDS_GARBAGE("A-50", ADDRESS, (honest, scene) -> "@@//"),
    /** Answers to binding with another id first. */
    BINDS_FOR_ANOTHER_REQUEST("R-64", BOUND, (honest, scene) -> honest.replaceFirst("id='[^']*'", "id='1'") + honest),
    /** Hands out a token that nobody asked for, without end and size. */
    HANDS_OUT_A_HUGE_TOKEN(
            "A-58",
            TOKEN,
            (honest, scene) -> "<token xmlns='" + Tokens.NAMESPACE + "' expiry='+99999-01-01T00:00:00Z' token='"
                    + "t".repeat(100_000) + "'/>"),
    /** Hands out a token that has expired. */
    HANDS_OUT_AN_EXPIRED_TOKEN(
            "A-58", TOKEN, (honest, scene) -> honest.replaceFirst("expiry='[^']*'", "expiry='2001-01-01T00:00:00Z'")),

    /** Is somebody else behind authentication. */
    CHANGES_ITS_NAME("S-13", RESTARTED_HEADER, (honest, scene) -> Offers.from(honest, "evil.example")),
    /** Is somebody else from the beginning. */
    HAS_ANOTHER_NAME("S-12", SECURE_HEADER, (honest, scene) -> Offers.from(honest, "evil.example")),
    /** Speaks an older version. */
    SPEAKS_AN_OLD_VERSION(
            "S-12", CLEAR_HEADER, (honest, scene) -> honest.replace(" version='1.0' xml", " version='0.9' xml")),
    /** Speaks the language of servers. */
    SPEAKS_TO_SERVERS("S-12", SECURE_HEADER, (honest, scene) -> honest.replace(Names.CLIENT, "jabber:server")),
    /** Sends a stanza before authentication. */
    SENDS_BEFORE_AUTHENTICATION(
            "S-14", MECHANISMS, (honest, scene) -> Forged.message("", scene, Forged.body()) + honest),
    /** Sends a stanza before binding. */
    SENDS_BEFORE_BINDING(
            "S-14", SESSION_FEATURES, (honest, scene) -> Forged.message("", scene, Forged.body()) + honest),
    /** Offers its features twice. */
    OFFERS_TWICE("S-6", MECHANISMS, (honest, scene) -> honest + honest),
    /** Sends a stanza whose sender cannot be one. */
    POISONS("S-17", PONG, (honest, scene) -> Forged.message("@@//", scene, Forged.body()) + honest),
    /** Sends stamps that are no times. */
    STAMPS_WILDLY("S-19", PONG, (honest, scene) -> Offers.stamps(scene) + honest),
    /** Drips its header. */
    DRIPS_ITS_HEADER("S-20", CLEAR_HEADER, (honest, scene) -> honest, Delivery.DRIPPED),
    /** Drips its features. */
    DRIPS_ITS_FEATURES("S-20", MECHANISMS, (honest, scene) -> honest, Delivery.DRIPPED),
    /** Sends white space for ever. */
    SENDS_SPACES("S-20", MECHANISMS, (honest, scene) -> " ".repeat(8_192), Delivery.WITHOUT_END),
    /** Says nothing at all. */
    SAYS_NOTHING("N-122", CLEAR_HEADER, (honest, scene) -> "", Delivery.NEVER),
    /** Says nothing over TLS. */
    FALLS_SILENT_BEHIND_TLS("N-122", SECURE_HEADER, (honest, scene) -> "", Delivery.NEVER),
    /** Never challenges. */
    NEVER_CHALLENGES("N-122", CHALLENGE_ELEMENT, (honest, scene) -> "", Delivery.NEVER),
    /** Never says how it went. */
    NEVER_DECIDES("N-122", SUCCESS, (honest, scene) -> "", Delivery.NEVER),
    /** Never answers within a session. */
    NEVER_ANSWERS("N-122", PONG, (honest, scene) -> "", Delivery.NEVER),
    /** Goes in the middle of its success. */
    GOES_IN_SUCCESS("N-122", SUCCESS, (honest, scene) -> honest, Delivery.HALF),
    /** Goes in the middle of an answer. */
    GOES_IN_AN_ANSWER("N-122", PONG, (honest, scene) -> honest, Delivery.HALF),

    /** Changes the roster in a stranger's name. */
    PUSHES_AS_A_STRANGER("R-63", PONG, (honest, scene) -> Forged.roster(Forged.STRANGER, scene) + honest),
    /** Changes the roster in a contact's name. */
    PUSHES_AS_A_CONTACT("R-63", PONG, (honest, scene) -> Forged.roster("romeo@" + scene.domain(), scene) + honest),
    /** Changes the roster in the name of another session of the account. */
    PUSHES_AS_ANOTHER_SESSION("R-63", PONG, (honest, scene) -> Forged.roster(scene.account() + "/x", scene) + honest),
    /** Changes the roster in the domain's name. */
    PUSHES_AS_THE_DOMAIN("R-63", PONG, (honest, scene) -> Forged.roster(scene.domain(), scene) + honest),
    /** Changes the roster in a name that looks like the account's. */
    PUSHES_AS_A_LOOK_ALIKE("R-63", PONG, (honest, scene) -> Forged.roster(Offers.lookAlike(scene), scene) + honest),
    /** Answers for somebody else with the right id. */
    ANSWERS_FOR_THE_ROSTER(
            "R-64",
            ROSTER,
            (honest, scene) -> Forged.result(
                            Forged.STRANGER,
                            scene,
                            "<query xmlns='jabber:iq:roster'><item jid='" + Forged.MARK + "@evil.example'/></query>")
                    + honest),
    /** Answers what was not asked. */
    ANSWERS_UNASKED(
            "R-64",
            PONG,
            (honest, scene) ->
                    Forged.result("", scene.asked("1"), "") + Forged.result("", scene.asked(""), "") + honest),
    /** Answers once more. */
    ANSWERS_TWICE("R-64", PONG, (honest, scene) -> honest + honest),
    /** Hands a copy on in a stranger's name. */
    COPIES_AS_A_STRANGER(
            "R-65",
            PONG,
            (honest, scene) ->
                    Forged.message(Forged.STRANGER, scene, Forged.carbon("received", Forged.fromRomeo(scene)))
                            + honest),
    /** Hands a copy on in the name of another session of the account. */
    COPIES_AS_ANOTHER_SESSION(
            "R-65",
            PONG,
            (honest, scene) ->
                    Forged.message(scene.account() + "/x", scene, Forged.carbon("sent", Forged.fromRomeo(scene)))
                            + honest),
    /** Hands on a copy of a copy. */
    COPIES_A_COPY(
            "R-65",
            PONG,
            (honest, scene) -> Forged.message(
                            scene.account(),
                            scene,
                            Forged.carbon(
                                    "received",
                                    "<message xmlns='jabber:client' from='" + Forged.STRANGER + "'>"
                                            + Forged.carbon("received", Forged.fromRomeo(scene)) + "</message>"))
                    + honest),
    /** Sends something forwarded in no wrapper. */
    FORWARDS_NAKEDLY(
            "R-65",
            PONG,
            (honest, scene) ->
                    Forged.message(scene.account(), scene, Forged.forwarded(Forged.fromRomeo(scene))) + honest),
    /** Sends results of an archive that nobody asked. */
    REMEMBERS_UNASKED(
            "R-66",
            PONG,
            (honest, scene) ->
                    Forged.message(scene.account(), scene, Forged.archived("1", Forged.fromRomeo(scene))) + honest),
    /** Sends results for another question. */
    REMEMBERS_FOR_ANOTHER_QUERY(
            "R-66",
            Moment.ARCHIVE,
            (honest, scene) ->
                    Forged.message(scene.account(), scene, Forged.archived("other", Forged.fromRomeo(scene))) + honest),
    /** Sends results of a stranger's archive. */
    REMEMBERS_AS_A_STRANGER(
            "R-66",
            Moment.ARCHIVE,
            (honest, scene) ->
                    Forged.message(Forged.STRANGER, scene, Forged.archived("", Forged.fromRomeo(scene))) + honest),
    /** Sends an event of the account's private node in a stranger's name. */
    NOTIFIES_AS_A_STRANGER(
            "R-67",
            PONG,
            (honest, scene) ->
                    Forged.message(Forged.STRANGER, scene, Forged.event("urn:xmpp:bookmarks:1", Offers.bookmark()))
                            + honest),
    /** Corrects what somebody else has said. */
    CORRECTS_OTHERS(
            "R-69",
            PONG,
            (honest, scene) -> Forged.message(
                            Forged.STRANGER,
                            scene,
                            "<replace xmlns='urn:xmpp:message-correct:0' id='first'/>" + Forged.body())
                    + honest),
    /** Says of a contact what its hash does not say. */
    POISONS_CAPABILITIES(
            "X-83",
            Moment.DISCO,
            (honest, scene) -> honest.replace("</query>", "<feature var='" + Forged.MARK + "'/></query>")),

    /** Sends messages without end. */
    FLOODS_WITH_MESSAGES("D-101", PONG, (honest, scene) -> Offers.messages(scene), Delivery.WITHOUT_END),
    /** Sends presence of ever more sessions. */
    FLOODS_WITH_PRESENCE("D-101", PONG, (honest, scene) -> Offers.presences(scene), Delivery.WITHOUT_END),
    /** Asks without end. */
    FLOODS_WITH_REQUESTS("D-101", PONG, (honest, scene) -> Offers.requests(scene), Delivery.WITHOUT_END),
    /** Asks for acknowledgements without end. */
    FLOODS_WITH_REQUESTS_TO_ACKNOWLEDGE(
            "D-101",
            PONG,
            (honest, scene) -> ("<r xmlns='" + Names.MANAGEMENT + "'/>").repeat(1_000),
            Delivery.WITHOUT_END),
    /** Sends one stanza that does not end. */
    NEVER_ENDS_A_STANZA("D-98", PONG, (honest, scene) -> "<message><body>" + "e".repeat(8_192), Delivery.GROWING),
    /** Sends features that do not end. */
    NEVER_ENDS_ITS_FEATURES(
            "D-98", MECHANISMS, (honest, scene) -> "<stream:features>" + "<a/>".repeat(2_000), Delivery.WITHOUT_END),
    /** Reads nothing any more. */
    STOPS_READING("D-100", PONG, (honest, scene) -> honest, Delivery.DEAF),

    /** Acknowledges more than was sent. */
    ACKNOWLEDGES_TOO_MUCH("N-118", ACKNOWLEDGED, (honest, scene) -> Offers.handled(honest, "4294967295")),
    /** Acknowledges less than before. */
    ACKNOWLEDGES_BACKWARDS("N-118", ACKNOWLEDGED, (honest, scene) -> honest + Offers.handled(honest, "0")),
    /** Acknowledges with what is no number. */
    ACKNOWLEDGES_GARBAGE("N-118", ACKNOWLEDGED, (honest, scene) -> Offers.handled(honest, "-1")),
    /** Resumes with more than was sent. */
    RESUMES_WITH_TOO_MUCH("N-119", RESUMED, (honest, scene) -> Offers.handled(honest, "4294967295")),
    /** Resumes another session. */
    RESUMES_ANOTHER("N-119", RESUMED, (honest, scene) -> honest.replaceFirst("previd='[^']*'", "previd='another'")),
    /** Enables with a name for resumption that is too long to keep. */
    ENABLES_HUGELY(
            "N-119", ENABLED, (honest, scene) -> honest.replaceFirst("id='[^']*'", "id='" + "i".repeat(1 << 20) + "'")),
    /** Does not know the session any more. */
    FORGETS_SESSIONS("N-119", RESUMED, (honest, scene) -> Offers.forgotten());

    private final String row;

    // Records and functions that hold nothing; there is no annotation here to say so.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Bending bending;

    ServerFault(String row, Moment at, Bend bend) {
        this(row, at, bend, Delivery.WHOLE);
    }

    ServerFault(String row, Moment at, Bend bend, Delivery delivery) {
        this.row = row;
        this.bending = new Bending(at, bend, delivery);
    }

    /** Returns the row of the list of attacks, such as {@code T-21}. */
    public String row() {
        return row;
    }

    /** Returns what it bends. */
    public Bending bending() {
        return bending;
    }
}

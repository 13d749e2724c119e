package im.redoubt.server.event;

import im.redoubt.protocol.address.BareJid;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that an operator wants to know about the safety of the server.
 *
 * <p>Guarantee: no field can hold text from the network but a parsed address; the name of a rule is the operator's. Conditions of the protocol are given as
 * enumerations and written by their names.
 */
public sealed interface SecurityEvent {

    /**
     * Somebody signed in.
     *
     * @param source where from
     * @param account who
     * @param mechanism how
     */
    record SignIn(InetSocketAddress source, BareJid account, Mechanism mechanism) implements SecurityEvent {}

    /**
     * A client that has proved the password of an account made another verifier of it (XEP-0480).
     *
     * @param source where from
     * @param account whose
     * @param mechanism what it is for
     */
    record VerifierAdded(InetSocketAddress source, BareJid account, Mechanism mechanism) implements SecurityEvent {}

    /**
     * Somebody did not get in.
     *
     * @param source where from
     * @param account who it was meant to be; nothing if the name can be no account's
     * @param mechanism how; nothing if it did not come to that
     * @param reason why not
     */
    record SignInFailed(
            InetSocketAddress source, Optional<BareJid> account, Optional<Mechanism> mechanism, SignInFailure reason)
            implements SecurityEvent {}

    /**
     * A signed-in stream ended.
     *
     * @param source where from
     * @param account whose
     */
    record SignOut(InetSocketAddress source, BareJid account) implements SecurityEvent {}

    /**
     * A stream was ended, or a stanza refused, because the rules were broken.
     *
     * @param source where from
     * @param account who, if signed in
     * @param condition the stream or stanza error, by its enumeration (RFC 6120, 4.9.3 and 8.3.3)
     */
    record Refused(InetSocketAddress source, Optional<BareJid> account, Enum<?> condition) implements SecurityEvent {}

    /**
     * A limit was reached.
     *
     * @param source where from
     * @param account who, if signed in
     * @param limit which limit, by an enumeration
     */
    record LimitReached(InetSocketAddress source, Optional<BareJid> account, Enum<?> limit) implements SecurityEvent {}

    /**
     * Somebody reported spam or abuse (XEP-0377); what he says of it, and what the messages say, is not here.
     *
     * @param source where the report came from
     * @param reporter who reports
     * @param about who is reported, without a resource
     * @param reason what for
     * @param messages how many messages the report names
     */
    record AbuseReported(InetSocketAddress source, BareJid reporter, BareJid about, AbuseReason reason, int messages)
            implements SecurityEvent {}

    /**
     * An account hears others than before. Who they are is not here.
     *
     * @param source where the connection comes from by which that changed
     * @param account whose list it is
     * @param change what changed
     * @param addresses how many are on the list now
     */
    record AdmissionChanged(InetSocketAddress source, BareJid account, AdmissionChange change, int addresses)
            implements SecurityEvent {}

    /**
     * A stanza fits a rule of the operator. What it says is in no event.
     *
     * @param sender who sent it
     * @param recipient whom it is for
     * @param rule which rule, and what that does
     * @param kind which kind of stanza, by an enumeration
     * @param bytes how many bytes are inside
     * @param unreported how many more the rule has caught since its event before
     */
    record Filtered(Sender sender, BareJid recipient, Rule rule, Enum<?> kind, int bytes, long unreported)
            implements SecurityEvent {
        /**
         * Who sent it.
         *
         * @param source where from
         * @param account who
         */
        public record Sender(InetSocketAddress source, BareJid account) {}

        /**
         * A rule, in the words of the operator.
         *
         * @param name its name
         * @param action what it does
         */
        public record Rule(String name, String action) {}
    }

    /**
     * Somebody with the right to do so changed something.
     *
     * @param actor who; nothing means the operator, at the machine itself
     * @param source where from; nothing at the machine itself
     * @param action what
     * @param target whose account it was done to; nothing if none, as with an invitation for anybody
     */
    record Administration(
            Optional<BareJid> actor,
            Optional<InetSocketAddress> source,
            AdministrationAction action,
            Optional<BareJid> target)
            implements SecurityEvent {}

    /**
     * Something happened to the service itself.
     *
     * @param change what
     */
    record ServiceChanged(ServiceChange change) implements SecurityEvent {}

    /**
     * The certificate in use ends soon.
     *
     * @param notAfter when
     */
    record CertificateExpiring(Instant notAfter) implements SecurityEvent {}

    /**
     * The operator was told of something.
     *
     * @param rule by which rule of the configuration
     * @param count how many events led to it
     */
    record AlertRaised(RuleName rule, long count) implements SecurityEvent {}

    /**
     * The operator could not be told of something in one of the ways that a rule names.
     *
     * @param rule which rule of the configuration
     * @param reason why
     */
    record AlertFailed(RuleName rule, AlertFailure reason) implements SecurityEvent {}

    /**
     * Something happened to the log itself.
     *
     * @param change what
     * @param about which kind of event it concerns; nothing if all
     * @param count how many events or, for a torn line, bytes
     */
    record LogChanged(LogChange change, Optional<EventKind> about, long count) implements SecurityEvent {}
}

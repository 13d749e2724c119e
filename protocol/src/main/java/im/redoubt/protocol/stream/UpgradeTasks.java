package im.redoubt.protocol.stream;

import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.SaslCondition;
import im.redoubt.protocol.sasl.SaslRefusal;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.protocol.sasl.Verified;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The client makes verifiers of its password for hashes that its account has none for, one after the other, before its success is
 * told (XEP-0480, XEP-0388 section 2.6.3).
 *
 * <p>Guarantee: only for who has proved the password itself on this stream, never for a token or a certificate; the password is not
 * sent; and what goes wrong is the end of the attempt and of the stream.
 *
 * <ol>
 *   <li>{@link AwaitingLacking} finds out what the account lacks;
 *   <li>{@link AwaitingTask} has told the client of the first task;
 *   <li>{@link AwaitingSaltedPassword} has given it a salt;
 *   <li>{@link AwaitingUpgrade} stores what came of it; then the next task, or the success.
 * </ol>
 *
 * @param attempt the attempt that succeeded
 * @param account who signs in
 * @param proof by what
 * @param left the hashes that are left; the first of them is the task
 * @param iterations how many iterations new verifiers have
 */
record UpgradeTasks(Attempt attempt, BareJid account, Verified proof, List<ScramHash> left, int iterations) {
    static final String NAMESPACE = "urn:xmpp:sasl:upgrade:0";
    static final String SCRAM = "urn:xmpp:scram-upgrade:0";

    /** As many tasks of one server are looked at. */
    private static final int MOST_NAMED = 10;

    /** Those that every account ought to have. No verifier is ever made for SHA-1. */
    private static final List<ScramHash> HASHES = List.of(ScramHash.SHA_256, ScramHash.SHA_512);

    UpgradeTasks {
        left = List.copyOf(left);
    }

    /** Returns what is announced, whoever asks (section 2.1): what an account lacks is told to nobody but its owner. */
    static List<Element> announced() {
        List<Element> elements = new ArrayList<>();
        for (ScramHash hash : HASHES) {
            elements.add(Element.named(NAMESPACE, "upgrade").text(name(hash)).build());
        }
        return elements;
    }

    /** Returns the hashes that a client would do (section 2.2). Tasks that we do not know are passed over. */
    static List<ScramHash> wished(ParsedElement authenticate) {
        List<String> names = new ArrayList<>();
        authenticate.content().elements().forEach(child -> {
            if (child.is(NAMESPACE, "upgrade")) {
                names.add(child.text());
            }
        });
        List<ScramHash> wished = new ArrayList<>(HASHES);
        wished.removeIf(hash -> !names.contains(name(hash)));
        return wished;
    }

    /** Returns the name of the task that makes a verifier for this hash. */
    static String name(ScramHash hash) {
        return "UPGR-" + hash.scheme();
    }

    /** Returns the names of the tasks in an element {@code <continue/>}, {@link #MOST_NAMED} at most. */
    static List<String> named(ParsedElement more) {
        List<String> names = new ArrayList<>();
        more.content()
                .first(StreamNames.SASL2, "tasks")
                .map(tasks -> tasks.children(StreamNames.SASL2, "task"))
                .orElse(List.of())
                .forEach(task -> names.add(task.text()));
        return names.subList(0, Math.min(names.size(), MOST_NAMED));
    }

    /** Returns the hash of the task under way. */
    ScramHash hash() {
        return left.get(0);
    }

    /** Returns whether the task under way has this name. */
    boolean isTask(Optional<String> task) {
        return task.equals(Optional.of(name(hash())));
    }

    /** The first task, or the success where there is none. What the server proves to the client comes with either. */
    ServerStep first() {
        return left.isEmpty()
                ? attempt.proved(proof.boundBy(), Optional.of(proof.bytes()))
                : task(Optional.of(CanonicalBase64.encode(proof.bytes())));
    }

    /** The task under way is done. */
    ServerStep done() {
        UpgradeTasks rest = new UpgradeTasks(attempt, account, proof, left.subList(1, left.size()), iterations);
        return rest.left.isEmpty() ? attempt.proved(proof.boundBy(), Optional.empty()) : rest.task(Optional.empty());
    }

    private ServerStep task(Optional<String> data) {
        Element.Builder element = Element.named(StreamNames.SASL2, "continue");
        data.ifPresent(text -> element.child(StreamNames.SASL2, "additional-data", text));
        element.child(Element.named(StreamNames.SASL2, "tasks")
                .child(StreamNames.SASL2, "task", name(hash()))
                .build());
        return ServerStep.to(new AwaitingTask(this), new ServerEffect.Send(element.build()));
    }

    /** Returns the element with which the client can compute (section 3). */
    Element salt(String salt) {
        return Element.named(StreamNames.SASL2, "task-data")
                .child(Element.named(SCRAM, "salt")
                        .attribute("iterations", Integer.toString(iterations))
                        .text(salt)
                        .build())
                .build();
    }

    /** Nobody signs in and nothing is stored. After a {@code <continue/>} there is no other attempt (XEP-0388 section 4.7). */
    ServerStep failed(SaslCondition condition, String reason) {
        SaslRefusal refusal = Authentication.refusal(condition, reason);
        return ServerStep.to(
                new Ended(attempt.context()),
                new ServerEffect.Penalise(Optional.of(account), Optional.of(attempt.mechanism()), refusal),
                new ServerEffect.Send(attempt.profile().failure(refusal)),
                new ServerEffect.Close(
                        StreamError.of(StreamCondition.POLICY_VIOLATION, "no other attempt on this stream")));
    }
}

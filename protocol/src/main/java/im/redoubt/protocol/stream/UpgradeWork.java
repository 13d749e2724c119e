package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.ArrayList;
import java.util.List;

/**
 * The client makes verifiers of its password for stronger hashes, as it offered (XEP-0480).
 *
 * <p>Guarantee: only for a server that has proved that it knows the account, over a connection that the proof is bound to; each hash
 * once; within the bounds for iterations.
 *
 * @param authenticated the proof
 * @param left the hashes that were offered and not asked for yet
 */
record UpgradeWork(Authenticated authenticated, List<ScramHash> left) {
    UpgradeWork {
        left = List.copyOf(left);
    }

    static UpgradeWork of(Authenticated authenticated) {
        return new UpgradeWork(
                authenticated,
                authenticated.profile() instanceof ExtensibleClient asked ? asked.upgrades() : List.of());
    }

    ClientContext context() {
        return authenticated.context();
    }

    /** Begins the first of the server's tasks that was offered and is not done yet; any other is more than the client can do. */
    ClientStep next(ParsedElement more) {
        List<String> tasks = UpgradeTasks.named(more);
        for (ScramHash hash : left) {
            if (tasks.contains(UpgradeTasks.name(hash))) {
                List<ScramHash> rest = new ArrayList<>(left);
                rest.remove(hash);
                Element next = Element.named(StreamNames.SASL2, "next")
                        .attribute("task", UpgradeTasks.name(hash))
                        .build();
                return ClientStep.to(
                        new ExpectingSalt(new UpgradeWork(authenticated, rest), hash), new ClientEffect.Send(next));
            }
        }
        return ClientStep.over(context(), new ClientFailure.FurtherTask(tasks));
    }

    /** Returns the failure that ends it. */
    ClientFailure refused(ParsedElement failure) {
        ClientProfile profile = authenticated.profile();
        return new ClientFailure.UpgradeRefused(profile.condition(failure), profile.text(failure));
    }
}

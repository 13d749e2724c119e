package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import java.util.Arrays;
import java.util.Optional;

/**
 * The key for a task is being derived from the password. The driver reads nothing meanwhile.
 *
 * @param work what else was offered
 * @param hash for which hash
 */
record ExpectingUpgradeKey(UpgradeWork work, ScramHash hash) implements Upgrading {
    @Override
    public ClientStep element(ParsedElement element) {
        return unexpected();
    }

    @Override
    public ClientStep answered(ClientAnswer answer) {
        if (answer instanceof ClientAnswer.Key key) {
            if (key.saltedPassword().length() != hash.length()) {
                throw new IllegalArgumentException("a salted password that does not fit " + hash.scheme());
            }
            byte[] bytes = key.saltedPassword().reveal();
            Element data = Element.named(StreamNames.SASL2, "task-data")
                    .child(UpgradeTasks.SCRAM, "hash", CanonicalBase64.encode(bytes))
                    .build();
            Arrays.fill(bytes, (byte) 0);
            return ClientStep.to(new ExpectingUpgraded(work), new ClientEffect.Send(data));
        }
        return answer instanceof ClientAnswer.NoKey
                ? over(new ClientFailure.Stopped(Optional.empty()))
                : Upgrading.super.answered(answer);
    }
}

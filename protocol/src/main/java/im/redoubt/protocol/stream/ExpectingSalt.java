package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.CanonicalBase64;
import im.redoubt.protocol.sasl.KeyQuestion;
import im.redoubt.protocol.sasl.ScramAbort;
import im.redoubt.protocol.sasl.ScramHash;
import im.redoubt.xml.Element;
import im.redoubt.xml.ParsedElement;
import im.redoubt.xml.XmlName;
import java.util.List;
import java.util.Optional;

/**
 * A task was begun: the salt and the number of iterations are awaited (XEP-0480 section 3).
 *
 * @param work what else was offered
 * @param hash for which hash
 */
record ExpectingSalt(UpgradeWork work, ScramHash hash) implements Upgrading {
    private static final XmlName SALT = new XmlName(UpgradeTasks.SCRAM, "salt");
    private static final int MOST_DIGITS = 9;

    @Override
    public ClientStep element(ParsedElement element) {
        if (is(element, "failure")) {
            return over(work.refused(element));
        }
        if (!is(element, "task-data")) {
            return unexpected();
        }
        Optional<Element> salt = element.content().first(SALT.namespace(), SALT.local());
        Optional<byte[]> bytes =
                salt.filter(one -> one.children().isEmpty()).map(Element::text).flatMap(CanonicalBase64::decode);
        Optional<Integer> iterations =
                salt.flatMap(one -> one.attribute("iterations")).flatMap(ExpectingSalt::number);
        if (!element.content().children().equals(List.of(SALT)) || !bytes.isPresent() || !iterations.isPresent()) {
            return over(SaslElements.unproven("not one salt and nothing else"));
        }
        return KeyQuestion.of(
                        hash, bytes.get(), iterations.get(), context().demands().iterations())
                .map(question ->
                        ClientStep.to(new ExpectingUpgradeKey(work, hash), new ClientEffect.DeriveKey(question)))
                .orElseGet(() -> over(new ClientFailure.Unproven(new ScramAbort(
                        ScramAbort.Cause.ITERATIONS, "the iterations or the salt are not within our bounds"))));
    }

    private static Optional<Integer> number(String text) {
        boolean digits = !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return digits ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}

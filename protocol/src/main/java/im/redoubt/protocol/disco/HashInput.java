package im.redoubt.protocol.disco;

import im.redoubt.protocol.payload.DataForm;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is hashed for XEP-0390 (section 4.1). Guarantee: two answers have the same input only if they say the same, since the
 * octets that part it can stand in no XML.
 */
final class HashInput {
    private static final byte PART = 0x1c;
    private static final byte FORM = 0x1d;
    private static final byte GROUP = 0x1e;
    private static final byte TEXT = 0x1f;

    private HashInput() {}

    /**
     * Returns the input.
     *
     * @param query an answer to disco#info
     * @param lang the language of the stanza that it came in
     * @return the input, or nothing where the specification says to abort
     */
    static Optional<byte[]> of(Element query, Optional<String> lang) {
        List<byte[]> features = new ArrayList<>();
        List<byte[]> identities = new ArrayList<>();
        List<byte[]> forms = new ArrayList<>();
        for (Element child : query.children()) {
            if (child.is(Disclosure.INFO, "feature")) {
                features.add(text(child.attribute("var").orElse("")));
            } else if (child.is(Disclosure.INFO, "identity")) {
                identities.add(identity(child, lang(query, lang)));
            } else if (isForm(child)) {
                forms.add(form(child));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(Octets.joined(
                Octets.sorted(features, PART), Octets.sorted(identities, PART), Octets.sorted(forms, PART)));
    }

    private static Optional<String> lang(Element element, Optional<String> around) {
        return element.lang().isPresent() ? element.lang() : around;
    }

    private static byte[] text(String text) {
        return Octets.joined(Octets.of(text), new byte[] {TEXT});
    }

    /** An identity without a language has that of what it stands in. */
    private static byte[] identity(Element identity, Optional<String> around) {
        return Octets.joined(
                text(identity.attribute("category").orElse("")),
                text(identity.attribute("type").orElse("")),
                text(lang(identity, around).orElse("")),
                text(identity.attribute("name").orElse("")),
                new byte[] {GROUP});
    }

    /** A form of one row that names its type in one hidden field (XEP-0068). */
    private static boolean isForm(Element element) {
        if (!element.is(DataForm.NAMESPACE, "x")
                || element.first(DataForm.NAMESPACE, "reported").isPresent()
                || element.first(DataForm.NAMESPACE, "item").isPresent()) {
            return false;
        }
        return DataForm.read(element).map(DataForm::fields).orElse(Collections.emptyList()).stream()
                .anyMatch(field -> field.name().equals("FORM_TYPE")
                        && field.type().equals("hidden")
                        && field.values().size() == 1);
    }

    private static byte[] form(Element form) {
        List<byte[]> fields = new ArrayList<>();
        for (Element field : form.children(DataForm.NAMESPACE, "field")) {
            List<byte[]> values = field.children(DataForm.NAMESPACE, "value").stream()
                    .map(value -> text(value.text()))
                    .collect(Collectors.toList());
            fields.add(
                    Octets.joined(text(field.attribute("var").orElse("")), Octets.sorted(values), new byte[] {GROUP}));
        }
        return Octets.sorted(fields, FORM);
    }
}

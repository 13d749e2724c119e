package im.redoubt.protocol.disco;

import im.redoubt.protocol.payload.DataForm;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is hashed for XEP-0115 (section 5.1). The specification lets the same string be read in several ways (its section 8.3):
 * features at the end can be passed off as a form, those at the beginning as identities. Guarantee: of all answers with one
 * string at most one set of identities and one of features is taken here, so that nobody can poison what is shared under the hash;
 * an answer that can be read in another way holds for the session that gave it. Forms can be read in several ways even so, and are
 * never shared.
 */
final class VerificationString {
    private static final Comparator<Disclosure.Identity> IDENTITIES = Comparator.comparing(
                    Disclosure.Identity::category, Octets.TEXT_ORDER)
            .thenComparing(Disclosure.Identity::type, Octets.TEXT_ORDER)
            .thenComparing(Disclosure.Identity::lang, Octets.TEXT_ORDER)
            .thenComparing(Disclosure.Identity::name, Octets.TEXT_ORDER);
    private static final Comparator<Disclosure.Form> FORMS =
            Comparator.comparing(Disclosure.Form::type, Octets.TEXT_ORDER);
    private static final Comparator<DataForm.Field> FIELDS =
            Comparator.comparing(DataForm.Field::name, Octets.TEXT_ORDER);

    private VerificationString() {}

    /** Returns the string in UTF-8, or nothing if it could be read in another way. */
    static Optional<byte[]> of(Disclosure disclosure) {
        return isPlain(disclosure)
                        && isEndOf(disclosure.features(), disclosure.forms())
                        && !couldBeIdentity(Collections.min(disclosure.features(), Octets.TEXT_ORDER))
                ? Optional.of(text(disclosure))
                : Optional.empty();
    }

    /** Returns the string in UTF-8. */
    static byte[] text(Disclosure disclosure) {
        return Octets.of(texts(disclosure).map(text -> text + '<').collect(Collectors.joining()));
    }

    private static Stream<String> texts(Disclosure disclosure) {
        return Stream.of(
                        disclosure.identities().stream().sorted(IDENTITIES).map(VerificationString::text),
                        disclosure.features().stream().sorted(Octets.TEXT_ORDER),
                        disclosure.forms().stream().sorted(FORMS).flatMap(VerificationString::texts))
                .flatMap(Function.identity());
    }

    private static String text(Disclosure.Identity identity) {
        return identity.category() + "/" + identity.type() + "/" + identity.lang() + "/" + identity.name();
    }

    private static Stream<String> texts(Disclosure.Form form) {
        return Stream.concat(
                Stream.of(form.type()),
                form.fields().stream()
                        .sorted(FIELDS)
                        .flatMap(field -> Stream.concat(
                                Stream.of(field.name()), field.values().stream().sorted(Octets.TEXT_ORDER))));
    }

    /** What parts the string, and what parts an identity, stands nowhere within. */
    private static boolean isPlain(Disclosure disclosure) {
        return texts(disclosure).noneMatch(text -> text.indexOf('<') >= 0)
                && disclosure.identities().stream()
                        .noneMatch(identity ->
                                (identity.category() + identity.type() + identity.lang()).indexOf('/') >= 0);
    }

    /** Features end where the order ends: what follows them is not greater than the last one. */
    private static boolean isEndOf(List<String> features, List<Disclosure.Form> forms) {
        return !features.isEmpty()
                && (forms.isEmpty()
                        || Octets.TEXT_ORDER.compare(
                                        Collections.min(forms, FORMS).type(),
                                        Collections.max(features, Octets.TEXT_ORDER))
                                <= 0);
    }

    /** Identities end where a string has no category and type any more. */
    private static boolean couldBeIdentity(String text) {
        String[] parts = text.split("/", 4);
        return parts.length == 4 && !parts[0].isEmpty() && !parts[1].isEmpty();
    }
}

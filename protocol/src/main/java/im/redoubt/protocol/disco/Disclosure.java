package im.redoubt.protocol.disco;

import im.redoubt.protocol.payload.DataForm;
import im.redoubt.xml.Element;
import im.redoubt.xml.XmlName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an entity says about itself when it is asked (XEP-0030 section 3.1), well-formed by the rules of XEP-0115 section 5.4:
 * nothing is there twice.
 *
 * @param query the answer
 * @param identities what it is
 * @param features what it supports
 * @param forms what it says beside that (XEP-0128), as far as the forms name their type
 */
public record Disclosure(Element query, List<Identity> identities, List<String> features, List<Form> forms) {
    /** The namespace of question and answer. */
    public static final String INFO = "http://jabber.org/protocol/disco#info";

    private static final String FORM_TYPE = "FORM_TYPE";

    /**
     * What an entity is.
     *
     * @param category such as {@code client}
     * @param type such as {@code pc}
     * @param lang the language that is written at the identity itself, or empty
     * @param name words for people, perhaps none
     */
    public record Identity(String category, String type, String lang, String name) {}

    /**
     * A form.
     *
     * @param type its type
     * @param fields its other fields
     */
    public record Form(String type, List<DataForm.Field> fields) {
        /** Copies the fields. */
        public Form {
            fields = Collections.unmodifiableList(new ArrayList<>(fields));
        }
    }

    /** Copies the lists. */
    public Disclosure {
        identities = Collections.unmodifiableList(new ArrayList<>(identities));
        features = Collections.unmodifiableList(new ArrayList<>(features));
        forms = Collections.unmodifiableList(new ArrayList<>(forms));
    }

    /**
     * Reads an answer.
     *
     * @param query the payload of the answer
     * @return what it says, or nothing if it is ill-formed
     */
    public static Optional<Disclosure> read(Element query) {
        Optional<List<Identity>> identities = identities(query);
        Optional<List<String>> features = features(query);
        Optional<List<Form>> forms = forms(query);
        return query.is(INFO, "query") && identities.isPresent() && features.isPresent() && forms.isPresent()
                ? Optional.of(new Disclosure(query, identities.get(), features.get(), forms.get()))
                : Optional.empty();
    }

    /** Returns what it says that it was asked about; nothing if it does not say so, or was asked about itself. */
    public Optional<String> node() {
        return query.attribute("node");
    }

    /** Returns an answer that says what it is and supports, and nothing else; without a node. */
    public Element withoutForms() {
        Element.Builder answer = Element.named(INFO, "query");
        for (Identity identity : identities) {
            Element.Builder child = Element.named(INFO, "identity")
                    .attribute("category", identity.category)
                    .attribute("type", identity.type);
            if (!identity.lang.isEmpty()) {
                child.attribute(XmlName.LANG, identity.lang);
            }
            if (!identity.name.isEmpty()) {
                child.attribute("name", identity.name);
            }
            answer.child(child.build());
        }
        for (String feature : features) {
            answer.child(
                    Element.named(INFO, "feature").attribute("var", feature).build());
        }
        return answer.build();
    }

    private static Optional<List<Identity>> identities(Element query) {
        List<Identity> all = new ArrayList<>();
        for (Element child : query.children(INFO, "identity")) {
            String category = child.attribute("category").orElse("");
            String type = child.attribute("type").orElse("");
            if (category.isEmpty() || type.isEmpty()) {
                return Optional.empty();
            }
            all.add(new Identity(
                    category,
                    type,
                    child.lang().orElse(""),
                    child.attribute("name").orElse("")));
        }
        return once(all);
    }

    private static Optional<List<String>> features(Element query) {
        List<String> all = new ArrayList<>();
        for (Element child : query.children(INFO, "feature")) {
            String name = child.attribute("var").orElse("");
            if (name.isEmpty()) {
                return Optional.empty();
            }
            all.add(name);
        }
        return once(all);
    }

    /** Point 6: a form without a type of its own that programs read is passed over. */
    private static Optional<List<Form>> forms(Element query) {
        List<Form> all = new ArrayList<>();
        for (Element child : query.children(DataForm.NAMESPACE, "x")) {
            Optional<DataForm> form = DataForm.read(child);
            if (!form.isPresent() || new HashSet<>(form.get().values(FORM_TYPE)).size() > 1) {
                return Optional.empty();
            }
            if (isTyped(form.get())) {
                all.add(new Form(form.get().values(FORM_TYPE).get(0), others(form.get())));
            }
        }
        return once(all.stream().map(Form::type).collect(Collectors.toList())).map(ignored -> all);
    }

    private static boolean isTyped(DataForm form) {
        return form.fields().stream()
                .anyMatch(field -> field.name().equals(FORM_TYPE)
                        && field.type().equals("hidden")
                        && !field.values().isEmpty());
    }

    private static List<DataForm.Field> others(DataForm form) {
        return form.fields().stream()
                .filter(field -> !field.name().equals(FORM_TYPE))
                .collect(Collectors.toList());
    }

    private static <T> Optional<List<T>> once(List<T> all) {
        Set<T> different = new HashSet<>(all);
        return different.size() == all.size() ? Optional.of(all) : Optional.empty();
    }
}

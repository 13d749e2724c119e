package im.redoubt.client.form;

import im.redoubt.client.SecretText;
import im.redoubt.client.text.InsecureTextAccess;
import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.payload.DataForm;
import im.redoubt.xml.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A form, filled in. It fits the form that it answers, or it cannot be built. Immutable; what was not set is as the form had it, and
 * goes back.
 */
public final class FormAnswer {
    private final List<DataForm.Field> fields;
    private final Map<String, Secret> secrets;

    private FormAnswer(List<DataForm.Field> fields, Map<String, Secret> secrets) {
        this.fields = fields;
        this.secrets = secrets;
    }

    /** Returns what is sent: a form of the type {@code submit}. */
    public Element toElement() {
        List<DataForm.Field> all = new ArrayList<>(fields);
        secrets.forEach((name, secret) ->
                all.add(DataForm.Field.of(name, "", Collections.singletonList(SecretText.of(secret)))));
        return new DataForm("submit", all).toElement("");
    }

    /** Returns the number of fields, nothing of what is in them. */
    @Override
    public String toString() {
        return "answer of " + (fields.size() + secrets.size()) + " fields";
    }

    /** Fills in a form. */
    public static final class Builder {
        private final Form form;
        private final Map<String, List<String>> values = new LinkedHashMap<>();
        private final Map<String, Secret> secrets = new LinkedHashMap<>();

        Builder(Form form) {
            this.form = form;
            for (FormField field : form.fields()) {
                boolean shown = field.kind() == FieldKind.FIXED || field.name().isEmpty();
                if (!shown && !field.values().isEmpty()) {
                    values.put(InsecureTextAccess.charactersOf(field.name()), characters(field.values()));
                }
            }
        }

        /** It goes back to whom it came from, as XEP-0004 section 3.2 wants. */
        private static List<String> characters(List<Unverified> texts) {
            List<String> all = new ArrayList<>();
            texts.forEach(text -> all.add(InsecureTextAccess.charactersOf(text)));
            return all;
        }

        /** Fills in text, lines of text, or one or more of the options. */
        public Builder set(String field, String... text) {
            secrets.remove(field);
            values.put(field, Arrays.asList(text.clone()));
            return this;
        }

        /** Fills in yes or no. */
        public Builder set(String field, boolean yes) {
            return set(field, yes ? "1" : "0");
        }

        /** Fills in an address, or more of them. */
        public Builder set(String field, Jid... addresses) {
            return set(field, Arrays.stream(addresses).map(Jid::toString).toArray(String[]::new));
        }

        /** Fills in a password; the secret must last until the answer was sent. */
        public Builder set(String field, Secret secret) {
            values.remove(field);
            secrets.put(field, secret);
            return this;
        }

        /**
         * Checks the answer against the form.
         *
         * @return the answer
         * @throws IllegalArgumentException if it does not fit: the message names the field
         */
        public FormAnswer build() {
            if (!form.isToFillIn()) {
                throw new IllegalArgumentException("this form is a result and not to be filled in");
            }
            List<DataForm.Field> fields = new ArrayList<>();
            values.forEach((name, held) -> {
                check(name, held);
                fields.add(DataForm.Field.of(name, name.equals(Form.FORM_TYPE) ? "hidden" : "", held));
            });
            secrets.keySet().forEach(name -> check(name, Collections.singletonList("")));
            for (FormField field : form.fields()) {
                String name = InsecureTextAccess.charactersOf(field.name());
                if (field.required() && !filledIn(name)) {
                    throw new IllegalArgumentException("it must be filled in: " + name);
                }
            }
            return new FormAnswer(fields, new LinkedHashMap<>(secrets));
        }

        private boolean filledIn(String name) {
            List<String> held = values.getOrDefault(name, Collections.emptyList());
            return secrets.containsKey(name) || held.stream().anyMatch(text -> !text.isEmpty());
        }

        private void check(String name, List<String> held) {
            FormField field = form.field(name)
                    .filter(known -> known.kind() != FieldKind.FIXED)
                    .orElseThrow(() -> new IllegalArgumentException("the form does not ask for this: " + name));
            if (held.equals(characters(field.values()))) {
                return; // as its maker had it
            }
            if (field.kind() == FieldKind.HIDDEN) {
                throw new IllegalArgumentException("it is not to be changed: " + name);
            }
            if (held.size() > 1 && !field.kind().holdsMany()) {
                throw new IllegalArgumentException("it holds one value: " + name);
            }
            for (String value : held) {
                if (!fits(field, value)) {
                    throw new IllegalArgumentException("it cannot hold this value: " + name);
                }
            }
        }

        private static boolean fits(FormField field, String value) {
            if (field.kind() == FieldKind.BOOLEAN) {
                return Arrays.asList("0", "1", "true", "false").contains(value);
            }
            if (field.kind().isAddress()) {
                return Jid.parse(value).isPresent();
            }
            boolean closed = field.kind().isList() && !field.options().isEmpty();
            return !closed
                    || field.options().stream()
                            .anyMatch(option -> option.value().is(value));
        }
    }
}

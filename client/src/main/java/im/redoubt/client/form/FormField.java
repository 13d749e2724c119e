package im.redoubt.client.form;

import im.redoubt.client.text.Unverified;
import im.redoubt.protocol.address.Jid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A field of a form.
 *
 * @param name what programs know it by; empty for text that stands between fields
 * @param kind what it holds
 * @param label what people are shown in front of it, empty if nothing
 * @param required whether it must be filled in
 * @param values what it holds
 * @param options what it may hold, if it is a list
 */
public record FormField(
        Unverified name,
        FieldKind kind,
        Unverified label,
        boolean required,
        List<Unverified> values,
        List<FieldOption> options) {
    /** Copies the lists. */
    public FormField {
        values = Collections.unmodifiableList(new ArrayList<>(values));
        options = Collections.unmodifiableList(new ArrayList<>(options));
    }

    /** Returns the one value, or nothing if there is none or there are several. */
    public Optional<Unverified> value() {
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Returns the one value as yes or no, or nothing if it is neither. */
    public Optional<Boolean> asBoolean() {
        return value().flatMap(text -> text.is("1") || text.is("true")
                ? Optional.of(true)
                : text.is("0") || text.is("false") ? Optional.of(false) : Optional.empty());
    }

    /** Returns the values that are addresses. */
    public List<Jid> asAddresses() {
        List<Jid> addresses = new ArrayList<>();
        values.forEach(text -> text.parse(Jid::parse).ifPresent(addresses::add));
        return addresses;
    }
}

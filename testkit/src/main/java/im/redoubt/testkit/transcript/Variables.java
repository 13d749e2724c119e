package im.redoubt.testkit.transcript;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a transcript's placeholders stand for at this moment. */
final class Variables {
    private final Map<String, String> values = new HashMap<>();

    Variables() {}

    private Variables(Variables other) {
        values.putAll(other.values);
    }

    /** Returns a copy, to try something that may not come true. */
    Variables copy() {
        return new Variables(this);
    }

    void take(Variables tried) {
        values.putAll(tried.values);
    }

    void bind(String name, String value) {
        values.put(name, value);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String get(String name) {
        return find(name).orElseThrow(() -> new TranscriptException("nothing is bound to {" + name + "}"));
    }
}

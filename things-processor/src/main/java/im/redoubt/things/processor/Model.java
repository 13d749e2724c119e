package im.redoubt.things.processor;

import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * A vocabulary without fault.
 *
 * @param element where it stands in the source
 * @param packageName its package, empty for none
 * @param namespace its namespace
 * @param entries its records in the order of the source
 */
record Model(TypeElement element, String packageName, String namespace, List<Entry> entries) {
    String name() {
        return element.getSimpleName().toString();
    }

    boolean isPublic() {
        return element.getModifiers().contains(Modifier.PUBLIC);
    }

    /** Returns the record of a name, which there is. */
    Entry entry(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

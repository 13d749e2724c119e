package im.redoubt.things.processor;

import im.redoubt.things.processor.Entry.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Says what a record is for, by what it implements. */
final class Purposes {
    private final Types types;

    Purposes(Types types) {
        this.types = types;
    }

    /** Returns what a record is for; of one that says several, the first. */
    What of(TypeElement entry) {
        List<What> all = all(entry);
        return all.isEmpty() ? What.PART : all.get(0);
    }

    /** Returns all that it says; nothing for a part. */
    List<What> all(TypeElement entry) {
        List<What> all = new ArrayList<>();
        find(entry.asType(), Kit.COMMAND).ifPresent(found -> all.add(What.COMMAND));
        find(entry.asType(), Kit.EVENT).ifPresent(found -> all.add(What.EVENT));
        find(entry.asType(), Kit.READING).ifPresent(found -> all.add(What.READING));
        return all;
    }

    /** Returns a type that this one is, by its name. */
    Optional<DeclaredType> find(TypeMirror type, String name) {
        if (type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element
                && element.getQualifiedName().contentEquals(name)) {
            return Optional.of(declared);
        }
        for (TypeMirror above : types.directSupertypes(type)) {
            Optional<DeclaredType> found = find(above, name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}

package im.redoubt.things.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Reads annotations by name. What the compiler itself refuses in one is nothing here. */
final class Mirrors {
    private Mirrors() {}

    static Optional<AnnotationMirror> find(AnnotatedConstruct construct, String name) {
        for (AnnotationMirror mirror : construct.getAnnotationMirrors()) {
            if (mirror.getAnnotationType().asElement() instanceof TypeElement type
                    && type.getQualifiedName().contentEquals(name)) {
                return Optional.of(mirror);
            }
        }
        return Optional.empty();
    }

    static Optional<Long> number(AnnotationMirror mirror, String member) {
        return value(mirror, member).filter(Number.class::isInstance).map(number -> ((Number) number).longValue());
    }

    static Optional<String> text(AnnotationMirror mirror, String member) {
        return value(mirror, member).filter(String.class::isInstance).map(String.class::cast);
    }

    /** Returns the names of constants of an enum; nothing if one is none. */
    static Optional<List<String>> constants(AnnotationMirror mirror, String member) {
        List<String> names = new ArrayList<>();
        Optional<Object> values = value(mirror, member);
        if (!(values.orElse("") instanceof List<?> list)) {
            return Optional.empty();
        }
        for (Object value : list) {
            if (!(value instanceof AnnotationValue each && each.getValue() instanceof VariableElement constant)) {
                return Optional.empty();
            }
            names.add(constant.getSimpleName().toString());
        }
        return Optional.of(names);
    }

    private static Optional<Object> value(AnnotationMirror mirror, String member) {
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                mirror.getElementValues().entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(member)) {
                return Optional.of(entry.getValue().getValue());
            }
        }
        return Optional.empty();
    }
}

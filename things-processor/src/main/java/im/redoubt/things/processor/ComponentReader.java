package im.redoubt.things.processor;

import im.redoubt.things.processor.Component.Count;
import im.redoubt.things.processor.Entry.What;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Reads a field of a record. */
final class ComponentReader {
    private final ValueReader values;
    private final Problems problems;

    ComponentReader(ValueReader values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** Reads a field of a record that is for {@code what}; nothing if there is a problem. */
    Optional<Component> read(RecordComponentElement component, What what) {
        Optional<WireName> wire = name(component);
        for (AnnotationMirror mirror : component.asType().getAnnotationMirrors()) {
            if (mirror.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable")) {
                problems.add(component, "a field that may be missing is an Optional; null comes over no network");
            }
        }
        Optional<Component> read = wire.flatMap(name -> sized(component, name));
        read.ifPresent(it -> secrecy(it, what));
        return read;
    }

    private Optional<WireName> name(RecordComponentElement component) {
        Optional<WireName> wire = WireName.of(component.getSimpleName().toString());
        if (wire.isEmpty()) {
            problems.add(component, "a name that is written has ASCII letters, digits, and single underscores inside");
        }
        Optional<String> refusal = wire.flatMap(WireName::refusal);
        refusal.ifPresent(message -> problems.add(component, message));
        return refusal.isPresent() ? Optional.empty() : wire;
    }

    private Optional<Component> sized(RecordComponentElement component, WireName wire) {
        TypeMirror type = component.asType();
        Bounds bounds = Bounds.of(component);
        if (isOf(type, "java.util.Optional")) {
            Optional<TypeMirror> inner = argument(component, type);
            inner.ifPresent(it -> insideOptional(it, component));
            return inner.flatMap(it -> values.read(it, bounds, component))
                    .map(value -> new Component(component, wire, Count.OPTIONAL, value));
        }
        if (isOf(type, "java.util.List")) {
            Optional<Integer> most = bounds.size("elements of the list", Kit.MOST_CHILDREN, component, problems);
            return argument(component, type)
                    .flatMap(it -> values.read(it, Bounds.of(it), component))
                    .flatMap(value -> most.map(it -> new Component(component, wire, Count.list(it), value)));
        }
        return values.read(type, bounds, component).map(value -> new Component(component, wire, Count.ONE, value));
    }

    private void insideOptional(TypeMirror inner, RecordComponentElement component) {
        Bounds stray = Bounds.of(inner);
        if (!stray.equals(Bounds.NONE)) {
            problems.add(
                    component, "the bounds of what is optional stand in front of the field, not inside Optional<…>");
        }
    }

    private Optional<TypeMirror> argument(RecordComponentElement component, TypeMirror type) {
        List<? extends TypeMirror> arguments = ((DeclaredType) type).getTypeArguments();
        if (arguments.isEmpty()) {
            problems.add(component, "of what? Say it: " + component.asType() + "<…>");
            return Optional.empty();
        }
        return Optional.of(arguments.get(0));
    }

    private void secrecy(Component component, What what) {
        RecordComponentElement element = component.element();
        Optional<AnnotationMirror> secret = Mirrors.find(element, Kit.SECRET);
        if (!component.value().isSecret()) {
            secret.ifPresent(mirror -> problems.add(
                    element, mirror, "@Secret is for a Pin: nothing else is sealed, and this would go in clear"));
            return;
        }
        if (secret.isEmpty()) {
            problems.add(element, "a Pin is sealed to the device: mark it @Secret");
        }
        if (what != What.COMMAND) {
            problems.add(element, "a Pin is given in a command, and told in nothing else");
        }
        if (component.count().often() == Component.Often.MANY) {
            problems.add(element, "a command has one Pin, or an Optional one; what has several lets people guess");
        }
    }

    private static boolean isOf(TypeMirror type, String name) {
        return type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element
                && element.getQualifiedName().contentEquals(name);
    }
}

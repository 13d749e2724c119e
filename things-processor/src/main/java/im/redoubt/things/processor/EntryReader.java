package im.redoubt.things.processor;

import im.redoubt.things.processor.Entry.Purpose;
import im.redoubt.things.processor.Entry.Terms;
import im.redoubt.things.processor.Entry.What;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads a record of a vocabulary. */
final class EntryReader {
    private final TypeElement vocabulary;
    private final Purposes purposes;
    private final ComponentReader components;
    private final Problems problems;

    EntryReader(TypeElement vocabulary, Purposes purposes, Problems problems) {
        this.vocabulary = vocabulary;
        this.purposes = purposes;
        this.components = new ComponentReader(new ValueReader(vocabulary, purposes, problems), problems);
        this.problems = problems;
    }

    /** Reads a record; nothing if there is a problem that leaves nothing of it. */
    Optional<Entry> read(TypeElement entry) {
        Optional<WireName> wire = name(entry);
        if (!entry.getTypeParameters().isEmpty()) {
            problems.add(
                    entry, "a record of a vocabulary has no type parameters: what it holds is known when it is read");
        }
        List<What> whats = purposes.all(entry);
        if (whats.size() > 1) {
            problems.add(entry, "a record is a command, an event or a reading, and not two of them");
        }
        Purpose purpose = purpose(entry, purposes.of(entry));
        List<Component> fields = new ArrayList<>();
        if (entry.getRecordComponents().size() > Kit.MOST_FIELDS) {
            problems.add(
                    entry,
                    "a record has " + Kit.MOST_FIELDS
                            + " fields at most: put some that belong together into a record of their own");
        }
        for (RecordComponentElement component : entry.getRecordComponents()) {
            components.read(component, purpose.what()).ifPresent(fields::add);
        }
        collisions(fields);
        asleep(entry, fields);
        return wire.map(name -> new Entry(entry, name, purpose, fields));
    }

    private Optional<WireName> name(TypeElement entry) {
        Optional<WireName> wire = WireName.of(entry.getSimpleName().toString());
        if (wire.isEmpty()) {
            problems.add(entry, "a name that is written has ASCII letters, digits, and single underscores inside");
        }
        Optional<String> refusal = wire.flatMap(WireName::refusal);
        refusal.ifPresent(message -> problems.add(entry, message));
        return refusal.isPresent() ? Optional.empty() : wire;
    }

    private Purpose purpose(TypeElement entry, What what) {
        Optional<AnnotationMirror> allowed = Mirrors.find(entry, Kit.ALLOWED_TO);
        Optional<AnnotationMirror> sleeping = Mirrors.find(entry, Kit.SLEEPING);
        if (what != What.COMMAND) {
            allowed.ifPresent(mirror ->
                    problems.add(entry, mirror, "@AllowedTo is for commands: nobody gives " + entry.getSimpleName()));
            sleeping.ifPresent(mirror -> problems.add(
                    entry, mirror, "@Sleeping is for commands: what a device tells is kept until it is known anyway"));
            return new Purpose(what, Optional.empty());
        }
        List<String> roles = roles(entry, allowed);
        return new Purpose(what, answer(entry).map(answer -> new Terms(answer, roles, sleeping.isPresent())));
    }

    private List<String> roles(TypeElement entry, Optional<AnnotationMirror> allowed) {
        if (allowed.isEmpty()) {
            problems.add(entry, "who may give this command? Say it by @AllowedTo, such as @AllowedTo(Role.OWNER)");
            return List.of();
        }
        Optional<List<String>> roles = Mirrors.constants(allowed.get(), "value");
        if (roles.isEmpty()) {
            problems.addUnknown();
            return List.of();
        }
        if (roles.get().isEmpty()) {
            problems.add(
                    entry, allowed.get(), "nobody may give this command: name a role in @AllowedTo, or take it away");
        }
        if (new HashSet<>(roles.get()).size() < roles.get().size()) {
            problems.add(entry, allowed.get(), "a role is named twice in @AllowedTo");
        }
        return roles.get();
    }

    private Optional<String> answer(TypeElement entry) {
        List<? extends TypeMirror> arguments = purposes.find(entry.asType(), Kit.COMMAND)
                .<List<? extends TypeMirror>>map(DeclaredType::getTypeArguments)
                .orElseGet(List::of);
        if (arguments.isEmpty()) {
            problems.add(entry, "what does the device answer? Say it: Command<…>, of a record of this vocabulary");
            return Optional.empty();
        }
        TypeMirror answer = arguments.get(0);
        if (answer.getKind() == TypeKind.ERROR) {
            problems.addUnknown();
            return Optional.empty();
        }
        if (!(answer instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement type
                && type.getKind() == ElementKind.RECORD
                && vocabulary.equals(type.getEnclosingElement()))) {
            problems.add(entry, "what a device answers is a record of the same vocabulary, and " + answer + " is none");
            return Optional.empty();
        }
        if (purposes.of(type) == What.COMMAND) {
            problems.add(entry, "a command answers no command: " + type.getSimpleName() + " is one");
            return Optional.empty();
        }
        return Optional.of(type.getSimpleName().toString());
    }

    private void collisions(List<Component> fields) {
        Map<String, Component> taken = new HashMap<>();
        for (Component field : fields) {
            Component before = taken.put(field.written(), field);
            if (before != null && field.value().wire().place() == Value.Place.NESTED) {
                problems.add(
                        field.element(),
                        before.name() + " is written <" + field.written() + "> too, and a record is named by its type:"
                                + " put one of them into a record of its own that says what it is for");
            } else if (before != null) {
                problems.add(
                        field.element(), before.name() + " is written " + field.written() + " too: rename one of them");
            }
        }
    }

    // Only a nonce says that a PIN was typed now: a server could keep the command back for hours, until it suits a
    // burglar.
    private void asleep(TypeElement entry, List<Component> fields) {
        Optional<AnnotationMirror> sleeping = Mirrors.find(entry, Kit.SLEEPING);
        if (sleeping.isPresent()
                && fields.stream().anyMatch(field -> field.value().isSecret())) {
            problems.add(
                    entry,
                    sleeping.get(),
                    "a command with a Pin is of now, and servers can keep back one that is @Sleeping: take away one of"
                            + " them");
        }
    }
}

package im.redoubt.things.processor;

import im.redoubt.things.processor.Entry.What;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads a vocabulary, and says all that is wrong with it. */
final class VocabularyReader {
    private static final int MOST_NAMESPACE_CHARS = 255;

    /** Namespaces of the stream, as {@code client.extension.Shape} has them, and the kit's own, in which its commands are wrapped. */
    static final List<String> RESERVED = List.of(
            "jabber:client",
            "jabber:server",
            "jabber:component:",
            "urn:ietf:params:xml:ns:",
            "http://etherx.jabber.org/streams",
            "http://www.w3.org/XML/",
            "http://www.w3.org/2000/xmlns/",
            "urn:redoubt:things:");

    private final Elements elements;
    private final Purposes purposes;

    VocabularyReader(Elements elements, Types types) {
        this.elements = elements;
        this.purposes = new Purposes(types);
    }

    /** Reads it; nothing if there is a problem. */
    Optional<Model> read(TypeElement vocabulary, AnnotationMirror annotation, Problems problems) {
        shape(vocabulary, problems);
        Optional<String> namespace = Mirrors.text(annotation, "value");
        if (namespace.isEmpty()) {
            problems.addUnknown();
        }
        namespace.flatMap(VocabularyReader::wrong).ifPresent(why -> problems.add(vocabulary, annotation, why));
        List<Entry> entries = entries(vocabulary, problems);
        if (problems.isEmpty()) {
            whole(entries, problems);
        }
        PackageElement home = elements.getPackageOf(vocabulary);
        return problems.isEmpty()
                ? namespace.map(
                        it -> new Model(vocabulary, home.getQualifiedName().toString(), it, entries))
                : Optional.empty();
    }

    private static void shape(TypeElement vocabulary, Problems problems) {
        if (vocabulary.getKind() != ElementKind.INTERFACE) {
            problems.add(vocabulary, "a vocabulary is an interface");
        }
        if (!(vocabulary.getEnclosingElement() instanceof PackageElement)) {
            problems.add(vocabulary, "a vocabulary stands in a file of its own, not in another type");
        }
        if (!vocabulary.getTypeParameters().isEmpty()) {
            problems.add(vocabulary, "a vocabulary has no type parameters");
        }
        if (!vocabulary.getInterfaces().isEmpty()) {
            problems.add(vocabulary, "a vocabulary extends nothing: it has its own records, in its own namespace");
        }
    }

    private static Optional<String> wrong(String namespace) {
        for (String reserved : RESERVED) {
            if (namespace.startsWith(reserved)) {
                return Optional.of(
                        namespace + " belongs to the stream or to the kit: take a namespace of your own, such"
                                + " as urn:example:alarm:1");
            }
        }
        try {
            // A URI of Java may have letters of any script, which look alike; those of RFC 3986 are ASCII.
            boolean formed = new URI(namespace).isAbsolute()
                    && namespace.chars().allMatch(c -> c < 0x80)
                    && namespace.length() <= MOST_NAMESPACE_CHARS;
            return formed ? Optional.empty() : Optional.of(malformed());
        } catch (URISyntaxException noUri) {
            return Optional.of(malformed());
        }
    }

    private static String malformed() {
        return "a namespace is a URI of at most " + MOST_NAMESPACE_CHARS + " ASCII characters, such as"
                + " urn:example:alarm:1";
    }

    private List<Entry> entries(TypeElement vocabulary, Problems problems) {
        EntryReader reader = new EntryReader(vocabulary, purposes, problems);
        List<Entry> entries = new ArrayList<>();
        Map<String, Entry> taken = new HashMap<>();
        boolean any = false;
        for (Element member : vocabulary.getEnclosedElements()) {
            if (member.getKind() == ElementKind.RECORD) {
                any = true;
                reader.read((TypeElement) member).ifPresent(entries::add);
            } else if (member instanceof TypeElement && member.getKind() != ElementKind.ENUM) {
                problems.add(member, "a vocabulary has records and enums, and no other types");
            }
        }
        for (Entry entry : entries) {
            Entry before = taken.put(entry.wire().text(), entry);
            if (before != null) {
                problems.add(
                        entry.element(),
                        before.name() + " is written <" + entry.wire().text() + "> too: rename one of them");
            }
        }
        if (!any) {
            problems.add(vocabulary, "a vocabulary says something: it has a record at least");
        }
        return entries;
    }

    // Only where each record is right by itself.
    private static void whole(List<Entry> entries, Problems problems) {
        Set<String> used = new HashSet<>();
        for (Entry entry : entries) {
            for (String name : Order.needs(entry)) {
                used.add(name);
            }
        }
        for (Entry entry : entries) {
            if (entry.purpose().what() == What.PART && !used.contains(entry.name())) {
                problems.add(
                        entry.element(),
                        entry.name() + " is neither a command, an event nor a reading, and stands in none: say what it"
                                + " is, or take it away");
            }
        }
        for (Entry entry : entries) {
            if (Order.holdsItself(entry, entries)) {
                problems.add(entry.element(), entry.name() + " holds itself: there would be no end of it");
            }
        }
    }
}

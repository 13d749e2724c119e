package im.redoubt.things.processor;

import java.util.List;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/** Finds the kit's annotations where they mean nothing: a {@code @Secret} that nothing seals would deceive whoever wrote it. */
final class Strays {
    private static final List<String> OF_RECORDS = List.of(Kit.ALLOWED_TO, Kit.SLEEPING);
    private static final List<String> OF_FIELDS = List.of(Kit.SECRET, Kit.RANGE, Kit.AT_MOST);

    private Strays() {}

    /** Finds those of one of the kit's annotations. */
    static void find(TypeElement annotation, RoundEnvironment round, Problems problems) {
        String name = annotation.getQualifiedName().toString();
        boolean ofFields = OF_FIELDS.contains(name);
        if (!ofFields && !OF_RECORDS.contains(name)) {
            return;
        }
        for (Element element : round.getElementsAnnotatedWith(annotation)) {
            Element entry = ofFields ? element.getEnclosingElement() : element;
            if (entry == null || !isOfVocabulary(entry)) {
                Mirrors.find(element, name)
                        .ifPresent(mirror -> problems.add(
                                element,
                                mirror,
                                "@" + annotation.getSimpleName() + " means nothing here: it is for "
                                        + (ofFields ? "the fields of records" : "records")
                                        + " that stand in a @Vocabulary"));
            }
        }
    }

    private static boolean isOfVocabulary(Element entry) {
        Element home = entry.getEnclosingElement();
        return entry.getKind() == ElementKind.RECORD
                && home != null
                && Mirrors.find(home, Kit.VOCABULARY).isPresent();
    }
}

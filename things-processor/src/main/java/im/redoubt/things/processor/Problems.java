package im.redoubt.things.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.tools.Diagnostic;

/** What is wrong with a vocabulary; all of it, so that it can be mended at once. */
final class Problems {
    private record Problem(Element element, Optional<AnnotationMirror> annotation, String message) {}

    private final List<Problem> problems = new ArrayList<>();
    private boolean unknown;

    void add(Element element, String message) {
        problems.add(new Problem(element, Optional.empty(), message));
    }

    void add(Element element, AnnotationMirror annotation, String message) {
        problems.add(new Problem(element, Optional.of(annotation), message));
    }

    /** Says that something in the source is not known (yet): another processor makes it, or the compiler refuses it. */
    void addUnknown() {
        unknown = true;
    }

    boolean areUnknown() {
        return unknown;
    }

    boolean isEmpty() {
        return problems.isEmpty() && !unknown;
    }

    void report(Messager messager) {
        for (Problem problem : problems) {
            Element place = place(problem.element());
            if (problem.annotation().isPresent()) {
                messager.printMessage(
                        Diagnostic.Kind.ERROR,
                        problem.message(),
                        place,
                        problem.annotation().get());
            } else {
                messager.printMessage(Diagnostic.Kind.ERROR, problem.message(), place);
            }
        }
    }

    // The compiler of Java 17 does not know in which line a component stands, but it knows it of the field that comes
    // of it.
    private static Element place(Element element) {
        Element home = element.getEnclosingElement();
        if (element.getKind() == ElementKind.RECORD_COMPONENT && home != null) {
            for (Element member : home.getEnclosedElements()) {
                if (member.getKind() == ElementKind.FIELD
                        && member.getSimpleName().equals(element.getSimpleName())) {
                    return member;
                }
            }
        }
        return element;
    }
}

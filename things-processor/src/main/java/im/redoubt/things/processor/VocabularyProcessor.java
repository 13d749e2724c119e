package im.redoubt.things.processor;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Makes of each vocabulary what the kit needs of it. The compiler finds this class by its name in {@code META-INF/services}. */
public final class VocabularyProcessor extends AbstractProcessor {
    /** Vocabularies with something in them that another processor has not made yet. */
    private final Set<String> waiting = new LinkedHashSet<>();

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(Kit.PACKAGE + "*");
    }

    /** Returns whichever the compiler has: what is made is of Java 17. */
    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Elements elements = processingEnv.getElementUtils();
        Problems strays = new Problems();
        Set<TypeElement> vocabularies = new LinkedHashSet<>();
        for (String name : waiting) {
            vocabularies.add(elements.getTypeElement(name));
        }
        waiting.clear();
        for (TypeElement annotation : annotations) {
            Strays.find(annotation, round, strays);
            if (annotation.getQualifiedName().contentEquals(Kit.VOCABULARY)) {
                for (Element element : round.getElementsAnnotatedWith(annotation)) {
                    vocabularies.add((TypeElement) element);
                }
            }
        }
        for (TypeElement vocabulary : vocabularies) {
            Mirrors.find(vocabulary, Kit.VOCABULARY).ifPresent(annotation -> read(vocabulary, annotation, round));
        }
        strays.report(processingEnv.getMessager());
        return false;
    }

    private void read(TypeElement vocabulary, AnnotationMirror annotation, RoundEnvironment round) {
        Problems problems = new Problems();
        Optional<Model> model = new VocabularyReader(processingEnv.getElementUtils(), processingEnv.getTypeUtils())
                .read(vocabulary, annotation, problems);
        // What is still unknown at the end the compiler refuses by itself, and says it better.
        if (problems.areUnknown() && !round.processingOver()) {
            waiting.add(vocabulary.getQualifiedName().toString());
            return;
        }
        model.ifPresent(new Output(processingEnv.getFiler(), processingEnv.getElementUtils(), problems)::write);
        problems.report(processingEnv.getMessager());
    }
}

package im.redoubt.things.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;

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
        Set<TypeElement> vocabularies = new LinkedHashSet<>();
        for (String name : waiting) {
            vocabularies.add(elements.getTypeElement(name));
        }
        waiting.clear();
        for (TypeElement annotation : annotations) {
            if (annotation.getQualifiedName().contentEquals(Kit.VOCABULARY)) {
                for (Element element : round.getElementsAnnotatedWith(annotation)) {
                    vocabularies.add((TypeElement) element);
                }
            }
        }
        for (TypeElement vocabulary : vocabularies) {
            Mirrors.find(vocabulary, Kit.VOCABULARY).ifPresent(annotation -> read(vocabulary, annotation, round));
        }
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
        problems.report(processingEnv.getMessager());
        model.ifPresent(this::write);
    }

    private void write(Model model) {
        String name = (model.packageName().isEmpty() ? "" : model.packageName() + ".") + TypesWriter.name(model);
        try (Writer out =
                processingEnv.getFiler().createSourceFile(name, model.element()).openWriter()) {
            out.write(TypesWriter.write(model, available(model.element())));
        } catch (FilerException e) {
            processingEnv
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.ERROR,
                            name + " is made of this vocabulary, and is there already: rename one of them",
                            model.element());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Available available(TypeElement vocabulary) {
        return new Available(
                sees(vocabulary, "javax.annotation.processing.Generated"),
                sees(vocabulary, "org.jspecify.annotations.NullMarked"));
    }

    private boolean sees(TypeElement vocabulary, String name) {
        Elements elements = processingEnv.getElementUtils();
        return elements.getTypeElement(elements.getModuleOf(vocabulary), name) != null;
    }
}

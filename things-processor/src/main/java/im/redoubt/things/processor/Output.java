package im.redoubt.things.processor;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.StandardLocation;

/** Writes what is made of a vocabulary, each file as coming of it alone, so that a build makes it anew with it only. */
final class Output {
    private static final String RESOURCES = "META-INF/redoubt/";

    private final Filer filer;
    private final Elements elements;
    private final Problems problems;

    Output(Filer filer, Elements elements, Problems problems) {
        this.filer = filer;
        this.elements = elements;
        this.problems = problems;
    }

    /** Writes all that is made of a vocabulary. */
    void write(Model model) {
        Comments comments = new Comments(elements);
        source(model, TypesWriter.write(model, available(model.element())));
        resource(model, ".xsd", SchemaWriter.write(model, comments));
        resource(model, ".md", PageWriter.write(model, comments));
    }

    private void source(Model model, String text) {
        String name = (model.packageName().isEmpty() ? "" : model.packageName() + ".") + TypesWriter.name(model);
        try (Writer out = filer.createSourceFile(name, model.element()).openWriter()) {
            out.write(text);
        } catch (FilerException e) {
            problems.add(
                    model.element(), name + " is made of this vocabulary, and is there already: rename one of them");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void resource(Model model, String ending, String text) {
        String name = RESOURCES + model.name() + ending;
        try (Writer out = new OutputStreamWriter(
                filer.createResource(StandardLocation.CLASS_OUTPUT, "", name, model.element())
                        .openOutputStream(),
                StandardCharsets.UTF_8)) {
            out.write(text);
        } catch (FilerException e) {
            problems.add(model.element(), name + " is made of another vocabulary of this name too: rename one of them");
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
        return elements.getTypeElement(elements.getModuleOf(vocabulary), name) != null;
    }
}

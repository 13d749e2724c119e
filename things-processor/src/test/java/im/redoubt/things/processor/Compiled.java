package im.redoubt.things.processor;

import im.redoubt.client.extension.Codec;
import im.redoubt.protocol.address.Jid;
import im.redoubt.things.pin.Pin;
import im.redoubt.xml.Element;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * What the compiler made of sources, by the processor alone and with all its warnings on.
 *
 * @param complaints its errors and warnings: {@code LINE: message}
 * @param files what it wrote, by name: classes, sources, resources
 */
record Compiled(List<String> complaints, Map<String, byte[]> files) {
    private static final List<String> OPTIONS =
            List.of("--release", "17", "-Xlint:all,-options,-processing", "-parameters");

    /** Compiles sources, by the name of their type. */
    static Compiled of(Map<String, String> sources) {
        return of(sources, List.of(new VocabularyProcessor()), classPath());
    }

    /** Compiles with other processors, on a class path that ends with further options. */
    static Compiled of(Map<String, String> sources, List<Processor> processors, String classPath, String... more) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK, not a JRE");
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new Source(name, text)));
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(List.of("-classpath", classPath));
        options.addAll(List.of(more));
        try (Memory memory =
                new Memory(compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8))) {
            JavaCompiler.CompilationTask task = compiler.getTask(null, memory, diagnostics, options, null, units);
            task.setProcessors(processors);
            task.setLocale(Locale.ROOT);
            task.call();
            return new Compiled(
                    diagnostics.getDiagnostics().stream().map(Compiled::words).collect(Collectors.toList()),
                    memory.bytes());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Compiles one vocabulary: {@code body} is what stands between its braces. */
    static Compiled vocabulary(String body) {
        return vocabulary("@Vocabulary(\"urn:example:alarm:1\")", body);
    }

    /** Compiles one vocabulary with another annotation; its members begin in line 10. */
    static Compiled vocabulary(String annotation, String body) {
        return of(Map.of("example.Alarm", source(annotation, body)));
    }

    static String source(String annotation, String body) {
        return """
                package example; import im.redoubt.things.vocabulary.*; import im.redoubt.things.command.Role;
                import im.redoubt.things.pin.Pin;
                import im.redoubt.client.extension.Octets;
                import im.redoubt.client.text.Unverified;
                import im.redoubt.protocol.address.*;
                import java.time.*;
                import java.util.*;
                %s
                public interface Alarm {
                %s
                }
                """.formatted(annotation, body);
    }

    /** Returns the class path of the kit. */
    static String classPath() {
        return Stream.of(Pin.class, Codec.class, Jid.class, Element.class, NullMarked.class)
                .map(Compiled::home)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String words(Diagnostic<? extends JavaFileObject> diagnostic) {
        return diagnostic.getLineNumber() + ": " + diagnostic.getMessage(Locale.ROOT);
    }

    /** Returns a file that was made, as text. */
    String text(String name) {
        return new String(
                Optional.ofNullable(files.get(name))
                        .orElseThrow(() -> new AssertionError("no " + name + " but " + files.keySet() + complaints)),
                StandardCharsets.UTF_8);
    }

    /** Returns a loader of the classes. */
    ClassLoader loader() {
        return new ClassLoader(Compiled.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte @Nullable [] bytes = files.get(name.replace('.', '/') + ".class");
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what the compiler writes. */
    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

        Memory(JavaFileManager manager) {
            super(manager);
        }

        Map<String, byte[]> bytes() {
            Map<String, byte[]> bytes = new TreeMap<>();
            written.forEach((name, out) -> bytes.put(name, out.toByteArray()));
            return bytes;
        }

        @Override
        public boolean isSameFile(FileObject one, FileObject other) {
            return one.toUri().equals(other.toUri());
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new Output(className.replace('.', '/') + kind.extension, kind);
        }

        @Override
        public FileObject getFileForOutput(
                Location location, String packageName, String relativeName, FileObject sibling) {
            return new Output(
                    packageName.isEmpty() ? relativeName : packageName.replace('.', '/') + '/' + relativeName,
                    JavaFileObject.Kind.OTHER);
        }

        private final class Output extends SimpleJavaFileObject {
            private final String name;

            Output(String name, Kind kind) {
                super(URI.create("memory:///" + name), kind);
                this.name = name;
            }

            @Override
            public OutputStream openOutputStream() {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                written.put(name, out);
                return out;
            }

            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                ByteArrayOutputStream out = written.get(name);
                return out == null ? "" : out.toString(StandardCharsets.UTF_8);
            }
        }
    }
}

package im.redoubt.app.client;

import im.redoubt.app.attack.ClassPath;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A Java of this machine in which {@link SmallClient} runs, with or without Conscrypt among its classes. */
final class OtherJava {
    private static final Path ROOT = Path.of(System.getProperty("redoubt.root"));
    private static final Path SOURCE = ROOT.resolve("app/src/test/java/im/redoubt/app/client/SmallClient.java");

    private final Path home;
    private final List<String> classPath;

    private OtherJava(Path home, List<String> classPath) {
        this.home = home;
        this.classPath = List.copyOf(classPath);
    }

    /** Compiles the program for Java 17 into a directory; nothing that came later is in what it is compiled with. */
    static void compile(Path directory) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-proc:none",
                    "-d",
                    directory.toString(),
                    "-cp",
                    library().collect(Collectors.joining(File.pathSeparator)));
            if (!compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(SOURCE))
                    .call()) {
                throw new AssertionError(said.toString());
            }
        }
    }

    /** The client library and what it needs. */
    private static Stream<String> library() {
        return Stream.of(ClassPath.own().split(File.pathSeparator, -1))
                .filter(entry -> entry.matches(".*[/-](client|protocol|xml)[/-].*|.*/minidns-[^/]*"))
                .distinct();
    }

    /** Returns the one in which this test runs. */
    static OtherJava own(Path program) {
        return at(Path.of(System.getProperty("java.home")), program);
    }

    /** Returns the JDK 17 of this machine, which the scripts of the build find, if it has one. */
    static Optional<OtherJava> seventeen(Path program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "sh", "-c", ". build/find.sh && JAVA_HOME=${JAVA17_HOME:-} find_java 17 javac")
                .directory(ROOT.toFile())
                .start();
        String home = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? Optional.of(at(Path.of(home), program)) : Optional.empty();
    }

    private static OtherJava at(Path home, Path program) {
        return new OtherJava(
                home, Stream.concat(Stream.of(program.toString()), library()).toList());
    }

    /** Returns this one with Conscrypt, as an application brings it. */
    OtherJava withConscrypt() {
        List<String> more = new ArrayList<>(classPath);
        Stream.of(ClassPath.own().split(File.pathSeparator, -1))
                .filter(entry -> entry.matches(".*/conscrypt-openjdk-uber-[^/]*"))
                .limit(1)
                .forEach(more::add);
        if (more.size() == classPath.size()) {
            throw new AssertionError("Conscrypt is not among the classes of the tests");
        }
        return new OtherJava(home, more);
    }

    /** Starts the program. */
    Program start(Path authority, String password) throws IOException {
        Process process = new ProcessBuilder(
                        home.resolve("bin/java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        String.join(File.pathSeparator, classPath),
                        SmallClient.class.getName(),
                        authority.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Program program = new Program(process);
        program.write(password);
        return program;
    }

    /** The program that runs. */
    static final class Program implements AutoCloseable {
        private final Process process;
        private final Writer in;
        private final BufferedReader out;

        private Program(Process process) {
            this.process = process;
            this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
            this.out = process.inputReader(StandardCharsets.UTF_8);
        }

        private void write(String line) throws IOException {
            in.write(line + '\n');
            in.flush();
        }

        /** Has it do something, and returns what it says until that is done, or until it has said this. */
        List<String> does(String line, String last) throws IOException {
            write(line);
            return says(last);
        }

        /** Returns what it says until it is done, or has said this. */
        List<String> says(String last) throws IOException {
            List<String> said = new ArrayList<>();
            for (String line = ""; !line.equals("done") && !line.equals(last); ) {
                line = Objects.requireNonNull(out.readLine(), () -> "it ended, and had said " + said);
                said.add(line);
            }
            return said;
        }

        /** Has it end: nothing of the library keeps it. */
        @Override
        public void close() throws IOException {
            in.close();
            process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
            if (process.isAlive()) {
                process.destroyForcibly();
                throw new AssertionError("it does not end");
            }
        }
    }
}

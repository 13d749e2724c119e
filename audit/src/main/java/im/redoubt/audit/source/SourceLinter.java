package im.redoubt.audit.source;

import im.redoubt.audit.Report;
import im.redoubt.audit.Unread;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongConsumer;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Reads all Java sources below a directory, one after the other, and reports what is wrong in them.
 *
 * <p>Guarantee: nothing outside of the directory is read, since no symbolic link below it is followed; nothing of what is read is
 * compiled or run; what is too large, too deep or no Java is reported, and the rest is judged.
 */
public final class SourceLinter {
    /** Larger files nobody wrote by hand. */
    static final int MOST_BYTES = 4 << 20;

    /** So much is parsed at a time. */
    private static final int BATCH_FILES = 32;

    private static final long BATCH_CHARS = 1 << 20;

    /** Trees are as deep as sums are long. */
    private static final long STACK_BYTES = 256L << 20;

    private static final String COMPILER = "jdk.compiler";

    private final JavaReader reader;
    private final Report report;
    private final LongConsumer progress;
    private final List<SourceText> batch = new ArrayList<>();
    private long batchChars;
    private long files;

    private SourceLinter(JavaCompiler compiler, Report report, LongConsumer progress) {
        this.reader = new JavaReader(compiler);
        this.report = report;
        this.progress = progress;
    }

    /** Returns whether this Java has the compiler that is needed. */
    public static boolean isPossible() {
        return ModuleLayer.boot().findModule(COMPILER).isPresent() && ToolProvider.getSystemJavaCompiler() != null;
    }

    /**
     * Reads a directory to its end.
     *
     * @param name what to call the directory; the names of files begin with it
     * @param directory the directory, or one file
     * @param report is told what is found, by file and line
     * @param progress is told now and then how many files were read
     * @throws IllegalStateException if there is no compiler ({@link #isPossible})
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    public static void read(String name, Path directory, Report report, LongConsumer progress)
            throws InterruptedException {
        JavaCompiler compiler = Optional.ofNullable(ToolProvider.getSystemJavaCompiler())
                .orElseThrow(() -> new IllegalStateException("this Java has no compiler"));
        FutureTask<Boolean> reading = new FutureTask<>(() -> {
            new SourceLinter(compiler, report, progress).walk(name, directory);
            return true;
        });
        Thread deep = new Thread(null, reading, "lint", STACK_BYTES);
        deep.setDaemon(true);
        deep.start();
        try {
            reading.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void walk(String name, Path directory) {
        List<Path> sources = new ArrayList<>();
        try {
            Path root = directory.toRealPath();
            Files.walkFileTree(root, new Walk(name, root, sources));
            sources.sort(null);
            for (Path file : sources) {
                take(called(name, root, file), file);
            }
            judge();
        } catch (IOException e) {
            report.unread(new Unread(name, 0, "there is no such directory, or it may not be read"));
            return;
        }
        if (files == 0) {
            report.unread(new Unread(name, 0, "there are no Java sources in it"));
        }
    }

    private static String called(String name, Path root, Path file) {
        String inside = root.relativize(file).toString();
        return inside.isEmpty() ? name : Path.of(name).resolve(inside).toString();
    }

    private void take(String name, Path file) throws IOException {
        files++;
        try {
            Optional<String> text = text(file);
            if (text.isPresent()) {
                batch.add(new SourceText(name, text.get()));
                batchChars += text.get().length();
            } else {
                report.unread(new Unread(name, 0, "it has more than " + MOST_BYTES + " bytes"));
            }
        } catch (IOException e) {
            report.unread(new Unread(name, 0, "it may not be read"));
        }
        if (batch.size() >= BATCH_FILES || batchChars >= BATCH_CHARS) {
            judge();
        }
    }

    private void judge() throws IOException {
        if (!batch.isEmpty()) {
            reader.read(batch, report);
        }
        batch.clear();
        batchChars = 0;
        progress.accept(files);
    }

    private static Optional<String> text(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    /** Collects the sources in a directory without its hidden ones. */
    private final class Walk extends SimpleFileVisitor<Path> {
        private final String name;
        private final Path root;
        private final List<Path> sources;

        Walk(String name, Path root, List<Path> sources) {
            this.name = name;
            this.root = root;
            this.sources = sources;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            Path last = directory.getFileName();
            boolean hidden =
                    !directory.equals(root) && last != null && last.toString().startsWith(".");
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()
                    && (file.equals(root) || file.toString().endsWith(".java"))) {
                sources.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            report.unread(new Unread(called(name, root, file), 0, "it may not be read"));
            return FileVisitResult.CONTINUE;
        }
    }
}

package im.redoubt.audit.source;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A source that was read, as the compiler takes it. */
final class SourceText extends SimpleJavaFileObject {
    private final String name;
    private final String text;

    SourceText(String name, String text) {
        super(URI.create("string:///Source.java"), Kind.SOURCE);
        this.name = name;
        this.text = text;
    }

    /** What the file is called. */
    String name() {
        return name;
    }

    String text() {
        return text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}

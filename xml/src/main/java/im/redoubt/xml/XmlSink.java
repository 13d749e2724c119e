package im.redoubt.xml;

/** Where canonical bytes go. */
public interface XmlSink {
    /** Appends one byte. */
    void write(int b);

    /** Appends {@code length} bytes of {@code bytes} from {@code offset} on. */
    void write(byte[] bytes, int offset, int length);
}

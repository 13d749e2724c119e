package im.redoubt.xml;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The namespace declarations in scope, the innermost last, each with a number. Those of the stream header are the outer
 * scope of every stanza. They are searched one by one: there are few ({@link XmlLimits#maxNamespaces}), and there is no
 * table that an attacker could fill or make collide.
 */
final class Scope {
    /** The number for no namespace. */
    static final int NONE = -1;
    /** The number for the namespace of the prefix {@code xml}. */
    static final int XML = -2;
    /** The number for a prefix that is not declared. */
    static final int UNDECLARED = -3;
    /** The number that marks an attribute as a declaration. */
    static final int DECLARATION = -4;

    /** No declarations at all. */
    static final Scope EMPTY = new Scope(new byte[0], new int[0]);

    private static final int[] NO_MARKS = new int[0];
    private static final byte[] NO_BYTES = new byte[0];
    private static final byte[] XML_PREFIX = Escapes.ascii("xml");

    // Null only for a scope that is itself the outer one.
    private final @Nullable Scope outer;
    private final int base;
    private byte[] bytes;
    // For each declaration the start and the end of its URI; its prefix stands before it.
    private int[] marks;
    private int count;

    private Scope(byte[] bytes, int[] marks) {
        this.outer = null;
        this.base = 0;
        this.bytes = bytes;
        this.marks = marks;
        this.count = marks.length / 2;
    }

    /** Makes a scope inside another that no longer changes and has no outer one. */
    Scope(Scope outer) {
        this.outer = outer;
        this.base = outer.count;
        this.bytes = NO_BYTES;
        this.marks = NO_MARKS;
    }

    /** Returns the declarations of this scope alone, in arrays of just their size. */
    Scope frozen() {
        return new Scope(Arrays.copyOf(bytes, count == 0 ? 0 : marks[2 * count - 1]), Arrays.copyOf(marks, 2 * count));
    }

    boolean sameAs(Scope other) {
        return Arrays.equals(bytes, other.bytes) && Arrays.equals(marks, other.marks);
    }

    /** Returns the number of declarations in scope. */
    int size() {
        return base + count;
    }

    /** Drops the declarations from number {@code size} on. */
    void truncate(int size) {
        count = size - base;
    }

    /** Adds a declaration; an empty prefix stands for the default namespace. */
    void declare(byte[] source, int prefixStart, int prefixEnd, int uriStart, int uriEnd) {
        int at = count == 0 ? 0 : marks[2 * count - 1];
        int prefix = prefixEnd - prefixStart;
        int uri = uriEnd - uriStart;
        if (2 * count + 2 > marks.length) {
            marks = Arrays.copyOf(marks, 2 * count + 8);
        }
        if (at + prefix + uri > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(at + prefix + uri, at + at / 2 + 64));
        }
        System.arraycopy(source, prefixStart, bytes, at, prefix);
        System.arraycopy(source, uriStart, bytes, at + prefix, uri);
        marks[2 * count] = at + prefix;
        marks[2 * count + 1] = at + prefix + uri;
        count++;
    }

    /** Returns the number of the namespace that a prefix stands for; the empty prefix is never undeclared. */
    int find(byte[] source, int from, int to) {
        int found = search(source, from, to);
        if (found == UNDECLARED && outer != null) {
            found = outer.search(source, from, to);
        }
        if (from == to) {
            return found == UNDECLARED || uriLength(found) == 0 ? NONE : found;
        }
        return found == UNDECLARED && Bytes.equal(source, from, to, XML_PREFIX) ? XML : found;
    }

    /** Returns the number of the default namespace. */
    int defaultNamespace() {
        return find(NO_BYTES, 0, 0);
    }

    /** Returns whether the default namespace is this one. */
    boolean isDefault(byte[] source, int from, int to) {
        int found = defaultNamespace();
        if (found < 0) {
            return from == to;
        }
        Scope owner = owner(found);
        return Bytes.equal(owner.bytes, owner.uriStart(found), owner.uriEnd(found), source, from, to);
    }

    /** Returns whether two numbers stand for one namespace. */
    boolean same(int i, int j) {
        if (i == j || i < 0 || j < 0) {
            return i == j;
        }
        Scope a = owner(i);
        Scope b = owner(j);
        return Bytes.equal(a.bytes, a.uriStart(i), a.uriEnd(i), b.bytes, b.uriStart(j), b.uriEnd(j));
    }

    /** Returns whether number {@code i} stands for this namespace. */
    boolean is(int i, byte[] uri) {
        return i >= 0 && Bytes.equal(owner(i).bytes, owner(i).uriStart(i), owner(i).uriEnd(i), uri);
    }

    /** Returns the namespace name. */
    String uri(int i) {
        if (i < 0) {
            return i == XML ? XmlName.XML_NAMESPACE : "";
        }
        Scope owner = owner(i);
        return KnownNames.string(owner.bytes, owner.uriStart(i), owner.uriEnd(i));
    }

    /** Writes the namespace name as a canonical value. */
    void writeUri(int i, XmlSink sink) {
        if (i >= 0) {
            Scope owner = owner(i);
            Escapes.value(owner.bytes, owner.uriStart(i), owner.uriEnd(i), sink);
        }
    }

    private int search(byte[] source, int from, int to) {
        for (int i = count - 1; i >= 0; i--) {
            if (Bytes.equal(bytes, i == 0 ? 0 : marks[2 * i - 1], marks[2 * i], source, from, to)) {
                return base + i;
            }
        }
        return UNDECLARED;
    }

    private Scope owner(int i) {
        return i < base && outer != null ? outer : this;
    }

    private int uriStart(int i) {
        return marks[2 * (i - base)];
    }

    private int uriEnd(int i) {
        return marks[2 * (i - base) + 1];
    }

    private int uriLength(int i) {
        Scope owner = owner(i);
        return owner.uriEnd(i) - owner.uriStart(i);
    }
}

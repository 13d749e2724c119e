package im.redoubt.xml;

import java.util.Arrays;

/**
 * What a stream parser keeps between stanzas: the declarations of the stream header, and its qualified name, which the end
 * of the stream must repeat. The headers that nearly everybody sends share one copy each.
 */
final class StreamRoot {
    /** What surrounds a document or a stream header: nothing. */
    static final StreamRoot NONE = new StreamRoot(new byte[0], Scope.EMPTY);

    private static final String STREAM = "stream:stream";
    private static final StreamRoot[] USUAL = {
        usual("jabber:client", true),
        usual("jabber:client", false),
        usual("jabber:server", true),
        usual("jabber:server", false)
    };

    private final byte[] name;
    private final Scope scope;

    private StreamRoot(byte[] name, Scope scope) {
        this.name = name;
        this.scope = scope;
    }

    /** Returns the root with this qualified name and these declarations. */
    static StreamRoot of(byte[] name, Scope scope) {
        for (StreamRoot usual : USUAL) {
            if (Arrays.equals(usual.name, name) && usual.scope.sameAs(scope)) {
                return usual;
            }
        }
        return new StreamRoot(name, scope);
    }

    byte[] name() {
        return name;
    }

    Scope scope() {
        return scope;
    }

    private static StreamRoot usual(String content, boolean contentFirst) {
        Scope scope = new Scope(Scope.EMPTY);
        if (contentFirst) {
            declare(scope, "", content);
        }
        declare(scope, "stream", XmlName.STREAMS_NAMESPACE);
        if (!contentFirst) {
            declare(scope, "", content);
        }
        return new StreamRoot(Escapes.ascii(STREAM), scope.frozen());
    }

    private static void declare(Scope scope, String prefix, String uri) {
        scope.declare(Escapes.ascii(prefix + uri), 0, prefix.length(), prefix.length(), prefix.length() + uri.length());
    }
}

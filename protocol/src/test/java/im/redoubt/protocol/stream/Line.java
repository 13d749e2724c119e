package im.redoubt.protocol.stream;

import im.redoubt.protocol.sasl.ChannelBindings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/** A client's end and a server's end with a line between them that cuts the bytes as it likes. */
final class Line {
    private static final int MOST_TURNS = 100;

    final ServerEnd server;
    final ClientEnd client;
    private final IntUnaryOperator cut;
    private final UnaryOperator<String> road;

    /** Connects the two; {@code cut} is given how many bytes wait, and says how many go next. */
    Line(IntUnaryOperator cut) {
        this(cut, text -> text);
    }

    private Line(IntUnaryOperator cut, UnaryOperator<String> road) {
        this.road = road;
        this.server = new ServerEnd(new Negotiator().context());
        this.client = new ClientEnd(Pair.context());
        this.cut = cut;
    }

    /** Carries one byte after the other, so that each state is come through. */
    static Line byBytes() {
        return new Line(waiting -> 1);
    }

    /** The same to a server that has the profile of RFC 6120 only. */
    static Line original() {
        return new Line(waiting -> 1, Line::withoutExtensible);
    }

    /** Takes the extensible profile out of features. */
    static String withoutExtensible(String text) {
        return text.replaceFirst("<authentication .*</authentication>", "");
    }

    /** A line on which the client comes through this state. */
    static Line through(Class<?> state) {
        boolean original = state == ExpectingAuthenticatedHeader.class
                || state == ExpectingBinding.class
                || state == ExpectingAddress.class;
        return original ? original() : byBytes();
    }

    /** Carries bytes to and fro until {@code enough} holds or nothing moves any more. */
    Line until(BooleanSupplier enough) {
        for (int turn = 0; turn < MOST_TURNS && !enough.getAsBoolean(); turn++) {
            if (client.wantsTls() && server.wantsTls()) {
                ChannelBindings bindings = Pair.BINDINGS;
                server.secured(bindings);
                client.secured(bindings);
            } else {
                carry(client.written(), server::takes, enough);
                carry(road.apply(server.written()), client::takes, enough);
            }
        }
        return this;
    }

    /** Carries bytes until the server is in this state. */
    Line untilServer(Class<? extends ServerState> state) {
        until(() -> state.isInstance(server.state()));
        if (!state.isInstance(server.state())) {
            throw new AssertionError("the server never came to " + state.getSimpleName());
        }
        return this;
    }

    /** Carries bytes until the client is in this state. */
    Line untilClient(Class<?> state) {
        until(() -> state.isInstance(client.state()));
        if (!state.isInstance(client.state())) {
            throw new AssertionError("the client never came to " + state.getSimpleName());
        }
        return this;
    }

    /** Carries bytes in pieces, and leaves the rest where it is enough. */
    private void carry(String text, Consumer<byte[]> end, BooleanSupplier enough) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int from = 0;
        while (from < bytes.length && !enough.getAsBoolean()) {
            int length = Math.max(1, Math.min(cut.applyAsInt(bytes.length - from), bytes.length - from));
            end.accept(Arrays.copyOfRange(bytes, from, from + length));
            from += length;
        }
    }
}

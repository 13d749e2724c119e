package im.redoubt.server.net;

import im.redoubt.xml.XmlViolation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;

/**
 * Some of what came, in the order in which it came.
 *
 * @param bytes XML; who reads them releases them
 * @param last whether a message ends here; never on a stream of bytes, which has no messages
 * @param fault what was wrong with the frames that came instead of XML, if anything was
 */
record Piece(ByteBuf bytes, boolean last, Optional<XmlViolation> fault) {
    /** Returns bytes of a stream. */
    static Piece of(ByteBuf bytes) {
        return new Piece(bytes, false, Optional.empty());
    }

    /** Returns a part of a message. */
    static Piece of(ByteBuf bytes, boolean last) {
        return new Piece(bytes, last, Optional.empty());
    }

    /** Returns what stands for frames that carry no XML and never will. */
    static Piece fault(XmlViolation violation) {
        return new Piece(Unpooled.EMPTY_BUFFER, true, Optional.of(violation));
    }
}

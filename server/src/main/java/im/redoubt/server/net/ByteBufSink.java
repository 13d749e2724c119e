package im.redoubt.server.net;

import im.redoubt.xml.XmlSink;
import io.netty.buffer.ByteBuf;

/**
 * Writes XML into a buffer.
 *
 * @param buffer where it goes
 */
record ByteBufSink(ByteBuf buffer) implements XmlSink {
    @Override
    public void write(int b) {
        buffer.writeByte(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        buffer.writeBytes(bytes, offset, length);
    }
}

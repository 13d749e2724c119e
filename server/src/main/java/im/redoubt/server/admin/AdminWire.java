package im.redoubt.server.admin;

import im.redoubt.protocol.Secret;
import im.redoubt.protocol.address.BareJid;
import im.redoubt.protocol.address.FullJid;
import im.redoubt.protocol.address.Jid;
import im.redoubt.protocol.sasl.ScramVerifier;
import im.redoubt.server.event.RuleName;
import im.redoubt.server.store.ImportedAccount;
import im.redoubt.server.store.MessageId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What goes over the administration socket: frames of a length (4 bytes) and a body. A request body begins with the
 * version and the operation, an answer with 1 or with 0, a problem and a message.
 *
 * <p>Strings are of at most 65,535 bytes (Java's modified UTF-8). Both ends are of one program; the version says when
 * they are not.
 */
final class AdminWire {
    /** Changes with every change of the operations or their fields. */
    static final int VERSION = 4;

    /** A full batch of accounts with the longest names and passwords fits. */
    static final int MOST_BYTES = 2 << 20;

    /** What can be asked for. */
    enum Operation {
        DOMAIN,
        ADD,
        IMPORT,
        IMPORT_VERIFIERS,
        REMOVE,
        LIST,
        PASSWORD,
        SESSIONS,
        END,
        CLIENTS,
        REVOKE,
        INVITE,
        TEST_ALERT,
        FILTER_COUNTS,
        QUARANTINE_LIST,
        QUARANTINE_SHOW,
        QUARANTINE_RELEASE,
        QUARANTINE_DROP
    }

    private AdminWire() {}

    /** Writes the fields of a body. */
    @FunctionalInterface
    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    /** A buffer whose content, which may be passwords, can be wiped. */
    private static final class Buffer extends ByteArrayOutputStream {
        void wipe() {
            Arrays.fill(buf, (byte) 0);
        }
    }

    static void send(DataOutputStream out, Writer writer) throws IOException {
        Buffer buffer = new Buffer();
        try {
            writer.write(new DataOutputStream(buffer));
            out.writeInt(buffer.size());
            buffer.writeTo(out);
            out.flush();
        } finally {
            buffer.wipe();
        }
    }

    /**
     * Reads a frame.
     *
     * @return the body, to be wiped by the caller; empty at the end of the stream
     * @throws IOException when the length is none that fits, or the stream ends within the frame
     */
    static Optional<byte[]> receive(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        if (length < 1 || length > MOST_BYTES) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            Arrays.fill(body, (byte) 0);
            throw new IOException("a frame that ends early");
        }
        return Optional.of(body);
    }

    static DataInputStream body(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    static void writeSecret(DataOutputStream out, Secret secret) throws IOException {
        byte[] bytes = secret.reveal();
        try {
            out.writeShort(bytes.length);
            out.write(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    static Secret readSecret(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedShort()];
        try {
            in.readFully(bytes);
            if (bytes.length == 0) {
                throw new IOException("an empty password");
            }
            return Secret.copyOf(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    static void writeDraft(DataOutputStream out, AccountDraft draft) throws IOException {
        out.writeUTF(draft.address().toString());
        out.writeBoolean(draft.admin());
        writeConstant(out, draft.oldClients());
        writeSecret(out, draft.password());
    }

    /** The password comes last: a frame that breaks off before it leaves none to be erased. */
    static AccountDraft readDraft(DataInputStream in) throws IOException {
        BareJid address = readBare(in);
        boolean admin = in.readBoolean();
        OldClients oldClients = readConstant(in, OldClients.class);
        return new AccountDraft(address, readSecret(in), admin, oldClients);
    }

    static void writeImported(DataOutputStream out, ImportedAccount account) throws IOException {
        out.writeUTF(account.address().toString());
        out.writeByte(account.verifiers().size());
        for (ScramVerifier verifier : account.verifiers()) {
            out.writeUTF(verifier.encode());
        }
    }

    static ImportedAccount readImported(DataInputStream in) throws IOException {
        BareJid address = readBare(in);
        List<ScramVerifier> verifiers = new ArrayList<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            verifiers.add(ScramVerifier.decode(in.readUTF()).orElseThrow(() -> new IOException("not a verifier")));
        }
        try {
            return new ImportedAccount(address, verifiers);
        } catch (IllegalArgumentException e) {
            throw new IOException("verifiers that no account can have", e);
        }
    }

    static void writeConstant(DataOutputStream out, Enum<?> constant) throws IOException {
        out.writeUTF(constant.name());
    }

    static <E extends Enum<E>> E readConstant(DataInputStream in, Class<E> type) throws IOException {
        String name = in.readUTF();
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new IOException("a constant that does not exist", e);
        }
    }

    static RuleName readRule(DataInputStream in) throws IOException {
        try {
            return new RuleName(in.readUTF());
        } catch (IllegalArgumentException e) {
            throw new IOException("no name of a rule", e);
        }
    }

    static BareJid readBare(DataInputStream in) throws IOException {
        return BareJid.parse(in.readUTF()).orElseThrow(() -> new IOException("no address"));
    }

    static Jid readAddress(DataInputStream in) throws IOException {
        String text = in.readUTF();
        Optional<? extends Jid> bare = BareJid.parse(text);
        Optional<? extends Jid> full = bare.isPresent() ? bare : FullJid.parse(text);
        return full.orElseThrow(() -> new IOException("no address"));
    }

    static void writeId(DataOutputStream out, MessageId id) throws IOException {
        out.writeUTF(id.toString());
    }

    static MessageId readId(DataInputStream in) throws IOException {
        return MessageId.parse(in.readUTF()).orElseThrow(() -> new IOException("no id of a message"));
    }

    static void writeEntry(DataOutputStream out, QuarantineEntry entry) throws IOException {
        writeId(out, entry.id());
        out.writeLong(entry.keptAt().toEpochMilli());
        out.writeUTF(entry.rule());
        out.writeUTF(entry.sender().toString());
        out.writeUTF(entry.recipient().toString());
        out.writeInt(entry.bytes());
    }

    static QuarantineEntry readEntry(DataInputStream in) throws IOException {
        return new QuarantineEntry(
                readId(in),
                Instant.ofEpochMilli(in.readLong()),
                in.readUTF(),
                readAddress(in),
                readAddress(in),
                in.readInt());
    }

    /** A text that may be longer than other strings. */
    static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("a text of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    static <T> void writeOptional(DataOutputStream out, Optional<T> value) throws IOException {
        out.writeUTF(value.map(Object::toString).orElse(""));
    }

    static Optional<String> readOptional(DataInputStream in) throws IOException {
        return Optional.of(in.readUTF()).filter(text -> !text.isEmpty());
    }
}

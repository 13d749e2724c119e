package im.redoubt.interop;

import static im.redoubt.interop.RunningServer.DOMAIN;
import static im.redoubt.interop.RunningServer.HOST;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.StanzaCollector;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.filter.MessageWithBodiesFilter;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** One of Smack's connections, with TLS required, one trusted authority and Smack's own check of the host name. */
final class SmackPeer implements AutoCloseable {
    private static final Duration REPLY = Duration.ofSeconds(30);

    private final XMPPTCPConnection connection;
    private final StanzaCollector messages;

    private SmackPeer(XMPPTCPConnection connection) {
        this.connection = connection;
        // Before sign-in, since offline messages come right after it.
        this.messages = connection.createStanzaCollector(MessageWithBodiesFilter.INSTANCE);
    }

    /** Connects as far as TLS, trusting only the given authority. */
    static SmackPeer connect(RunningServer server, Path ca) throws XMPPException, SmackException, IOException {
        XMPPTCPConnectionConfiguration configuration = XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(DOMAIN)
                .setHost(HOST)
                .setPort(server.starttlsPort())
                .setSecurityMode(SecurityMode.required)
                .setCustomX509TrustManager(Trust.only(ca))
                .build();
        SmackPeer peer = new SmackPeer(new XMPPTCPConnection(configuration));
        peer.connection.setReplyTimeout(REPLY.toMillis());
        try {
            peer.connection.connect();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return peer;
    }

    static SmackPeer signIn(RunningServer server, String name, String password)
            throws XMPPException, SmackException, IOException {
        SmackPeer peer = connect(server, server.ca());
        peer.login(name, password);
        return peer;
    }

    static EntityBareJid address(String name) throws XmppStringprepException {
        return JidCreate.entityBareFrom(name + "@" + DOMAIN);
    }

    void login(String name, String password) throws XMPPException, SmackException, IOException {
        try {
            connection.login(name, password);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    XMPPTCPConnection connection() {
        return connection;
    }

    /** The roster, loaded. */
    Roster roster() throws SmackException {
        try {
            Roster roster = Roster.getInstanceFor(connection);
            if (!roster.isLoaded()) {
                roster.reloadAndWait();
            }
            return roster;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    void send(String name, String text) throws SmackException, XmppStringprepException {
        try {
            connection.sendStanza(connection
                    .getStanzaFactory()
                    .buildMessageStanza()
                    .to(address(name))
                    .ofType(Message.Type.chat)
                    .setBody(text)
                    .build());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The next message with a body, or an exception when none comes in time. */
    Message nextMessage() {
        try {
            @Nullable Message message = messages.nextResult(REPLY.toMillis());
            if (message == null) {
                throw new IllegalStateException("no message in " + REPLY);
            }
            return message;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void close() {
        connection.disconnect();
    }

    static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }
}

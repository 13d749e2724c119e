package im.redoubt.interop.smack;

import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework;
import org.igniterealtime.smack.inttest.XmppConnectionDescriptor;
import org.igniterealtime.smack.inttest.XmppConnectionManager;
import org.jivesoftware.smack.c2s.ModularXmppClientToServerConnection;
import org.jivesoftware.smack.c2s.ModularXmppClientToServerConnectionConfiguration;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;

/**
 * Smack's own test program, on any port. Its settings know a host but no port, so its kinds of connection are replaced
 * by the same kinds with a port. All else is told by its own system properties, which begin with {@code sinttest.}.
 */
public final class SuiteMain {
    /** The system property with the port of the server. */
    public static final String PORT = "redoubt.suite.port";

    /** The system property that says whether the connections share their presence before the tests begin. */
    public static final String ACQUAINTED = "redoubt.suite.acquainted";

    /** The system property that says whether lost connections are resumed. */
    public static final String RESUMING = "redoubt.suite.resuming";

    private SuiteMain() {}

    /**
     * Runs the tests and ends the process: 0 when none failed, 2 when one did.
     *
     * @param arguments as Smack's program takes them: none
     * @throws Exception whatever keeps the tests from running, as Smack declares it
     */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.getInteger(PORT);
        for (String name : new String[] {
            "tcp", "modular", "modular-nocompress", "modular-websocket-okhttp", "modular-websocket-java11"
        }) {
            XmppConnectionManager.removeConnectionDescriptor(name);
        }
        XmppConnectionManager.addConnectionDescriptor(XmppConnectionDescriptor.buildWith(
                        XMPPTCPConnection.class,
                        XMPPTCPConnectionConfiguration.class,
                        XMPPTCPConnectionConfiguration.Builder.class)
                .withNickname("tcp")
                .applyExtraConfiguration(builder -> builder.setPort(port))
                .build());
        XmppConnectionManager.addConnectionDescriptor(XmppConnectionDescriptor.buildWith(
                        ModularXmppClientToServerConnection.class,
                        ModularXmppClientToServerConnectionConfiguration.class,
                        ModularXmppClientToServerConnectionConfiguration.Builder.class)
                .withNickname("modular")
                .applyExtraConfiguration(builder -> builder.setPort(port))
                .build());
        // Where it may resume, Smack keeps what it was to send when it closed a stream properly, and writes it before
        // the header of
        // the next one.
        XMPPTCPConnection.setUseStreamManagementResumptionDefault(Boolean.getBoolean(RESUMING));
        if (Boolean.getBoolean(ACQUAINTED)) {
            new Acquaintances().introduceAll();
        }
        SmackIntegrationTestFramework.main(arguments);
    }
}

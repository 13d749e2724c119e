package im.redoubt.client.locate;

import im.redoubt.client.dns.Resolver;
import java.util.concurrent.Executor;
import javax.net.SocketFactory;

/**
 * What it takes to connect.
 *
 * @param resolver is asked for addresses
 * @param executor runs what waits
 * @param sockets makes sockets that are not connected
 * @param pace how long things wait for each other
 */
record Dialling(Resolver resolver, Executor executor, SocketFactory sockets, Pace pace) {}

/**
 * Files by way of a web server (XEP-0363): finds the service, asks it for a place, and moves bytes, both ways.
 *
 * <p>Guarantee: bytes go over TLS only, to the host of the address that the service gave, which proved that it is it; of what a service
 * wants to have sent with them three headers go along and nothing else; and no more is read than was asked for.
 *
 * <p>Bytes move in the executor that the application gives, and nothing waits in the session's own thread.
 */
@NullMarked
package im.redoubt.client.upload;

import org.jspecify.annotations.NullMarked;

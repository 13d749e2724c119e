/**
 * Metrics for Prometheus, and the health of the service, on the loopback listener.
 *
 * <p>Counting is an addition to a number and is done on event loops; labels come from enumerations only, so their number
 * is fixed when the program is compiled. The Prometheus registry is made at the first scrape.
 */
@NullMarked
package im.redoubt.server.metric;

import org.jspecify.annotations.NullMarked;

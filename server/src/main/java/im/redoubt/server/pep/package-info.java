/**
 * Personal events (XEP-0163): every account is a publish-subscribe service (XEP-0060) for its own nodes. Guarantees: a node is
 * shown to whom its access model lets read it, by requests, events and service discovery alike; to everybody else an account
 * with nodes, one without, one that blocks him and none at all look the same. Changes run on the owner's queue, and the events
 * about them are sent there, in their order.
 */
@NullMarked
package im.redoubt.server.pep;

import org.jspecify.annotations.NullMarked;

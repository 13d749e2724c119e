/** The client library against the service. */
@NullMarked
package im.redoubt.app.client;

import org.jspecify.annotations.NullMarked;

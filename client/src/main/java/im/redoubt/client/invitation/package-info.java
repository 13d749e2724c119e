/**
 * Invitations to a server or to be somebody's contact (XEP-0401, XEP-0379): reads their addresses, has the own server make some, and
 * accepts those of contacts.
 *
 * <p>Guarantee: an address does nothing by being read. Its token opens an account to whoever holds it, so it is a secret and never
 * printed.
 */
@NullMarked
package im.redoubt.client.invitation;

import org.jspecify.annotations.NullMarked;

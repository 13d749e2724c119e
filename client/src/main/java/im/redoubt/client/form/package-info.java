/**
 * Forms that others make and people or programs fill in (XEP-0004).
 *
 * <p>Guarantee: every text of a form is unverified, and an answer goes out only if it fits the form: no field that was not asked
 * for, none that is required left out, no value of a wrong kind.
 */
@NullMarked
package im.redoubt.client.form;

import org.jspecify.annotations.NullMarked;

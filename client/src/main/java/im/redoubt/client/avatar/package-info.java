/**
 * Pictures by which accounts show themselves (XEP-0084).
 *
 * <p>Guarantee: of an avatar that somebody announces, only the picture is taken whose hash, length and type are the announced ones, from
 * the account that announced it. Addresses of the web in an announcement are not looked at: whoever fetched them would tell a
 * stranger's server that he is there.
 */
@NullMarked
package im.redoubt.client.avatar;

import org.jspecify.annotations.NullMarked;

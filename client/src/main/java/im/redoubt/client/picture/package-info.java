/**
 * Small pictures that come within stanzas: avatars and photos in cards.
 *
 * <p>Guarantee: a picture is one of four types of pixels by what its bytes begin with, whatever somebody calls it, and small. Nobody
 * looks further inside here, and nothing is fetched from anywhere.
 */
@NullMarked
package im.redoubt.client.picture;

import org.jspecify.annotations.NullMarked;

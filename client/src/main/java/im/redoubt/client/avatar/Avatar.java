package im.redoubt.client.avatar;

import im.redoubt.client.picture.Picture;
import im.redoubt.client.picture.PictureType;
import im.redoubt.xml.Element;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody says of his avatar before anybody has it. An application that has a picture of this id needs not ask for it again.
 *
 * @param id the SHA-1 of the picture, in 40 digits of lower case
 * @param type the type of the picture
 * @param bytes how many bytes it has, from 1 on
 */
public record Avatar(String id, PictureType type, int bytes) {
    static final String DATA = "urn:xmpp:avatar:data";
    static final String METADATA = "urn:xmpp:avatar:metadata";

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{40}");
    private static final Pattern BYTES = Pattern.compile("[1-9][0-9]{0,8}");

    /** How many announced formats are looked at. */
    private static final int MOST_FORMATS = 16;

    /** Checks the id and the number. */
    public Avatar {
        if (!ID.matcher(id).matches() || !id.equals(id.toLowerCase(Locale.ROOT)) || bytes < 1) {
            throw new IllegalArgumentException("a SHA-1 in lower case, and a length");
        }
    }

    static Avatar of(Picture picture) {
        return new Avatar(picture.id(), picture.type(), picture.size());
    }

    /**
     * Reads what was announced: the first format that is kept with the account and may be taken. Formats elsewhere, by {@code url}, are
     * as if they were not there (section 4.2.2).
     */
    static Optional<Avatar> read(Element metadata, int mostBytes) {
        if (!metadata.is(METADATA, "metadata")) {
            return Optional.empty();
        }
        return metadata.children(METADATA, "info").stream()
                .limit(MOST_FORMATS)
                .filter(info -> !info.attribute("url").isPresent())
                .map(Avatar::info)
                .filter(found ->
                        found.filter(avatar -> avatar.bytes <= mostBytes).isPresent())
                .findFirst()
                .orElse(Optional.empty());
    }

    private static Optional<Avatar> info(Element info) {
        Optional<PictureType> type = info.attribute("type").flatMap(PictureType::named);
        Optional<String> id =
                info.attribute("id").filter(text -> ID.matcher(text).matches());
        Optional<Integer> bytes = info.attribute("bytes")
                .filter(text -> BYTES.matcher(text).matches())
                .map(Integer::valueOf);
        return type.isPresent() && id.isPresent() && bytes.isPresent()
                ? Optional.of(new Avatar(id.get().toLowerCase(Locale.ROOT), type.get(), bytes.get()))
                : Optional.empty();
    }

    /** Returns whether this is the picture that was announced (section 3; the hash alone would let two pictures have one name). */
    boolean is(Picture picture) {
        return picture.size() == bytes && picture.type() == type && picture.id().equals(id);
    }

    Element toElement() {
        return Element.named(METADATA, "metadata")
                .child(Element.named(METADATA, "info")
                        .attribute("bytes", Integer.toString(bytes))
                        .attribute("id", id)
                        .attribute("type", type.mediaType())
                        .build())
                .build();
    }
}

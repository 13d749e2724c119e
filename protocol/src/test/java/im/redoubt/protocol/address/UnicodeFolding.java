package im.redoubt.protocol.address;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;

/** What a string is without width and case, as ICU sees it. */
final class UnicodeFolding {
    private UnicodeFolding() {}

    static String of(String text) {
        StringBuilder narrow = new StringBuilder();
        text.codePoints().map(UnicodeProperties::widthMapped).forEach(narrow::appendCodePoint);
        return Normalizer2.getNFCInstance().normalize(UCharacter.toLowerCase(ULocale.ROOT, narrow.toString()));
    }
}

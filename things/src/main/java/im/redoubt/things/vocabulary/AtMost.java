package im.redoubt.things.vocabulary;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The greatest size of a field that has no other bound: characters of {@link im.redoubt.client.text.Unverified}, bytes of
 * {@link im.redoubt.client.extension.Octets}, seconds of a {@link java.time.Duration}, elements of a {@link java.util.List}.
 */
@Documented
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
@Retention(RetentionPolicy.CLASS)
public @interface AtMost {
    /** How many. */
    int value();
}

package im.redoubt.things.vocabulary;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A field of a {@link Command} that only the device can read: it is sealed to the device's key, so that no server sees it. Its type is
 * {@link im.redoubt.things.pin.Pin}, and a field of that type must be marked so.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.CLASS)
public @interface Secret {}

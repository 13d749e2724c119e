package im.redoubt.things.vocabulary;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A {@link Command} for a device that sleeps: it may wait on servers until the device wakes, and its counter and its expiry alone say
 * that it is of now. A hostile server can keep it back until then. Not for what must happen at once or not at all, such as disarming.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Sleeping {}

package im.redoubt.things.vocabulary;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An interface whose records are what some kind of device understands and says. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Vocabulary {
    /** The namespace, a URI of the vendor's own with its version: a change that old devices do not understand is another namespace. */
    String value();
}

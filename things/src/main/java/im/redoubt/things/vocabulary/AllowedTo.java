package im.redoubt.things.vocabulary;

import im.redoubt.things.command.Role;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** In which roles a {@link Command} may be given. A command that does not say so is not compiled. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface AllowedTo {
    /** The roles, one at least. */
    Role[] value();
}

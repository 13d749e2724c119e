package im.redoubt.checks;

import java.util.Set;

/**
 * A test method that claims to prove something.
 *
 * @param type the simple name of its class
 * @param className the full name of its class
 * @param method its name
 * @param tags its tags and those of its class
 */
record Proof(String type, String className, String method, Set<String> tags) {
    /** Returns how a person writes it. */
    String name() {
        return type + "." + method;
    }
}

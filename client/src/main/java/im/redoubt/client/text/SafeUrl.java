package im.redoubt.client.text;

import org.jspecify.annotations.Nullable;

/** An address to follow, as {@link Url} has checked and encoded it. It cannot be built, only encoded. */
public final class SafeUrl implements UrlReading {
    private final UrlScheme scheme;
    private final String domain;
    private final String text;

    SafeUrl(UrlScheme scheme, String domain, String rest) {
        this.scheme = scheme;
        this.domain = domain;
        this.text = scheme.wireName() + ':' + rest;
    }

    /** Returns the scheme. */
    public UrlScheme scheme() {
        return scheme;
    }

    /** Returns where it leads, for a question before it is followed: host or domain, in ASCII, lower case. */
    public String domain() {
        return domain;
    }

    /** Returns the address, to be handed to what follows it: printable ASCII without quotes, angle brackets and spaces. */
    public String text() {
        return text;
    }

    /** Returns the address for {@code href} or another attribute of HTML that is one. */
    public AttributeText attribute() {
        return new AttributeText(Html.escape(text), text.length());
    }

    @Override
    public <R> R on(Cases<R> cases) {
        return cases.safe(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SafeUrl that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the scheme and the length, never where it leads. */
    @Override
    public String toString() {
        return scheme.wireName() + " address of " + text.length() + " characters";
    }
}

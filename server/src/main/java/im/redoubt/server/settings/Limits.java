package im.redoubt.server.settings;

import java.util.List;
import java.util.stream.Stream;

/**
 * What anybody can take from the server. In the file all of these stand flat in {@code [limits]}.
 *
 * @param connections connections, and what they may do before they are authenticated
 * @param stanzas size and shape of one stanza
 * @param rates how fast a session may send, and how much may wait for it
 * @param signIn how failed sign-ins are slowed
 * @param accounts what one account may keep
 * @param capabilities what is kept of clients' capabilities
 */
public record Limits(
        ConnectionLimits connections,
        StanzaLimits stanzas,
        RateLimits rates,
        SignInLimits signIn,
        AccountLimits accounts,
        CapabilityLimits capabilities) {

    static final List<Key<?>> KEYS = Stream.of(
                    ConnectionLimits.KEYS,
                    StanzaLimits.KEYS,
                    RateLimits.KEYS,
                    SignInLimits.KEYS,
                    AccountLimits.KEYS,
                    PersonalEventLimits.KEYS,
                    CapabilityLimits.KEYS,
                    FilterSettings.LIMITS)
            .<Key<?>>flatMap(List::stream)
            .toList();

    static Limits from(SettingValues values) {
        return new Limits(
                ConnectionLimits.from(values),
                StanzaLimits.from(values),
                RateLimits.from(values),
                SignInLimits.from(values),
                AccountLimits.from(values),
                CapabilityLimits.from(values));
    }
}

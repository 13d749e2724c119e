/**
 * Which stanzas of others a client takes at all: rules in order, of which the first that fits decides; what no rule fits is refused
 * (ATTACKS 63 to 69, 77).
 *
 * <p>Guarantee: nothing is let in because nobody thought of it. What is refused is refused in one way whatever the reason, so that who asks
 * learns neither the rules nor who is there. State is bounded: a stranger with a million addresses costs no more than one with a
 * thousand.
 *
 * <pre>{@code
 * Rules rules = Rules.builder()
 *         .allow("own", Who.ownAccount(), What.anything())
 *         .allow("server", Who.ownServer(), What.anything())
 *         .refuse("pests", Who.domain("spam.example"), What.anything())
 *         .allow("contacts", Who.contacts(), What.messages())
 *         .allow("ping", Who.contacts(), What.requests(new XmlName("urn:xmpp:ping", "ping")))
 *         .allow("strangers", Who.anybody(), What.subscriptionRequests(),
 *                 new Rate(Allowance.of(1, Duration.ofHours(1)), Allowance.of(10, Duration.ofMinutes(1))))
 *         .build();
 * Guard guard = rules.guard(account, roster::contains);
 * Verdict verdict = guard.judge(stanza, System.nanoTime());
 * verdict.reply(stanza).ifPresent(session::send);
 * }</pre>
 *
 * <p>Answers to the client's own requests are not judged here: they are matched by their id and sender. Time is an argument.
 */
@NullMarked
package im.redoubt.client.rule;

import org.jspecify.annotations.NullMarked;

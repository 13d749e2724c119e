package im.redoubt.things.vocabulary;

import im.redoubt.client.extension.Codec;
import im.redoubt.things.command.CommandRules;
import im.redoubt.things.pin.Pin;
import java.util.function.UnaryOperator;

/**
 * A command of a vocabulary, as the processor describes it.
 *
 * @param <C> its record
 * @param <R> what the device answers when it was done
 * @param codec how it is written
 * @param answer how the answer is
 * @param rules who may give it
 * @param secrets makes another command of one: the same with other PINs
 */
public record CommandType<C extends Command<R>, R>(
        Codec<C> codec, Codec<R> answer, CommandRules rules, Secrets<C> secrets) {
    /** Changes what is secret in a command, and nothing else. */
    @FunctionalInterface
    public interface Secrets<C> {
        /**
         * Returns the same command with other PINs.
         *
         * @param command any command
         * @param change gets each PIN in the order of the fields, and returns what is in its place
         */
        C map(C command, UnaryOperator<Pin> change);
    }
}

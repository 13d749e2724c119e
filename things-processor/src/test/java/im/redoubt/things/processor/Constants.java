package im.redoubt.things.processor;

import im.redoubt.client.extension.Codec;
import im.redoubt.things.vocabulary.CommandType;
import im.redoubt.things.vocabulary.EventType;
import im.redoubt.things.vocabulary.ReadingType;
import im.redoubt.xml.Element;
import java.lang.reflect.Field;

/** The constants of a class that was made: here alone somebody looks them up by their names. */
final class Constants {
    private final Class<?> types;

    Constants(Compiled compiled, String name) {
        try {
            types = compiled.loader().loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name + ": " + compiled.complaints(), e);
        }
    }

    /** Returns the constants of {@code example.Alarm}. */
    static Constants ofAlarm(Compiled compiled) {
        return new Constants(compiled, "example.AlarmTypes");
    }

    private Object get(String name) {
        try {
            Field field = types.getField(name);
            field.setAccessible(true);
            return field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }

    CommandType<?, ?> command(String name) {
        return (CommandType<?, ?>) get(name);
    }

    Codec<?> codec(String name) {
        Object type = get(name);
        if (type instanceof CommandType<?, ?> command) {
            return command.codec();
        }
        return type instanceof EventType<?> event ? event.codec() : ((ReadingType<?>) type).codec();
    }

    /** Reads XML and writes again what it said; says why not in place of that. */
    String again(String name, String xml) {
        return again(codec(name), xml);
    }

    static <T> String again(Codec<T> codec, String xml) {
        Element element = Documents.read(xml);
        return codec.decode(element).fold(value -> codec.encode(value).toString(), refusal -> "refused: " + refusal);
    }
}
